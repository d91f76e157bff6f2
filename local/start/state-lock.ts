import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readRunning } from "./running.ts";
import { StartProblem } from "./start-problem.ts";

/**
 * Takes the state folder for this process: two runtimes on one folder corrupt it.
 * The lock is SQLite's own on a file, so the system drops it with its holder, however that one dies,
 * and there is no stale lock to judge.
 * @returns gives the folder back
 */
export function lockState(stateDir: string): () => void {
  const file = new DatabaseSync(join(stateDir, "lock.sqlite"));
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch {
    file.close();
    throw new StartProblem(
      `the state folder ${stateDir} is in use by ${holder(stateDir)}: stop it first, or set HOOKLANE_STATE`,
    );
  }
  return () => file.close();
}

function holder(stateDir: string): string {
  const running = readRunning(stateDir);
  return running ? `process ${running.pid} (${running.url})` : "another process";
}
