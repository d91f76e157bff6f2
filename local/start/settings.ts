import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import type { LogLevel } from "../../src/platform/log.ts";
import type { Texts } from "./keys.ts";
import { StartProblem } from "./start-problem.ts";

const DEFAULT_PORT = 8787; // wrangler's own, so that `npm run dev` and `npm start` answer at the same address
const DEFAULT_STATE = ".hooklane";
const MAX_PORT = 65_535;

/** Where texts and keys may be given, first one first. */
export interface Given {
  where: string;
  texts: Texts;
}

export function readPort(env: Texts): number {
  const text = env["PORT"] || String(DEFAULT_PORT);
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= MAX_PORT) return port;
  throw new StartProblem(`PORT must be a number from 0 to ${MAX_PORT}, not "${text}"`);
}

export function readStateDir(env: Texts): string {
  return resolve(env["HOOKLANE_STATE"] || DEFAULT_STATE);
}

/** The environment, then `.dev.vars` of the checkout: the order in which wrangler looks as well. */
export function readGiven(env: Texts, root: string): Given[] {
  const path = resolve(root, ".dev.vars");
  const given = [{ where: "the environment", texts: env }];
  if (!existsSync(path)) return given;
  return [...given, { where: path, texts: parseEnv(readFileSync(path, "utf8")) }];
}

/** The first text that is given under this name; an empty one counts as not given. */
export function findText(given: readonly Given[], name: string): string | undefined {
  return given.map(({ texts }) => texts[name]).find(Boolean);
}

/** Undefined where nobody asks for a level: wrangler.toml's holds. */
export function readLogLevel(given: readonly Given[]): LogLevel | undefined {
  const text = findText(given, "LOG_LEVEL");
  if (text === undefined || isLogLevel(text)) return text;
  throw new StartProblem(`LOG_LEVEL must be debug, info, warn or silent, not "${text}"`);
}

function isLogLevel(text: string): text is LogLevel {
  return ["debug", "info", "warn", "silent"].includes(text);
}
