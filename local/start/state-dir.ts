import { accessSync, constants, mkdirSync } from "node:fs";
import { StartProblem } from "./start-problem.ts";

/** Makes the state folder, for its owner only. @throws StartProblem when nothing can be written there */
export function makeStateDir(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    accessSync(stateDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StartProblem(`the state folder ${stateDir} cannot be written (${code}): set HOOKLANE_STATE to another one`);
  }
}
