import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { StartProblem } from "./start-problem.ts";

/** Makes the state folder, for its owner only. @throws StartProblem when nothing can be written there */
export function makeStateDir(stateDir: string): void {
  try {
    makeDir(stateDir);
    accessSync(`${stateDir}/.`, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StartProblem(
      `the state folder ${stateDir} cannot be written (${code}): set HOOKLANE_STATE to another one`,
    );
  }
}

/** Node's own `recursive` never returns below a folder such as /proc, where making one answers ENOENT (Node 24.21). */
function makeDir(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDir(parent);
  mkdirSync(path, { mode: 0o700 });
}
