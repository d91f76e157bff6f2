import { relative } from "node:path";
import type { Keys } from "./keys.ts";

const GUESSABLE_BELOW_CHARS = 16;

/** What a person wants to know when the router is ready. Says where the keys are, never what they are. */
export function banner(about: { url: string; stateDir: string; keys: Keys; allowPrivate: boolean }): string {
  const places = new Set([about.keys.from.ADMIN_KEY, about.keys.from.ENCRYPTION_KEY]);
  const lines = [
    ["Address", about.url],
    ["API", `${about.url}/openapi.json`],
    ["State", shorten(about.stateDir)],
    ["Admin key", keyPlace("ADMIN_KEY", about.keys.from.ADMIN_KEY)],
    ...(about.keys.values.ADMIN_KEY.length < GUESSABLE_BELOW_CHARS
      ? [["", "It is short enough to be guessed: fine for a try, not for more."]]
      : []),
    ...(places.size > 1 ? [["Sealing key", keyPlace("ENCRYPTION_KEY", about.keys.from.ENCRYPTION_KEY)]] : []),
    [
      "Endpoints",
      about.allowPrivate ? "http and local addresses allowed (ALLOW_PRIVATE_ENDPOINTS)" : "public https only",
    ],
  ];
  const table = lines.map(([name, text]) => `  ${(name ?? "").padEnd(12)}${text}`);
  return ["", "  Hooklane is ready.", "", ...table, "", "  Ctrl-C ends it.", ""].join("\n");
}

function keyPlace(name: string, where: string): string {
  return `${name} in ${where.startsWith("/") ? shorten(where) : where}`;
}

function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
