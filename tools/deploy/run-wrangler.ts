import { spawnSync } from "node:child_process";

/** Runs wrangler once for each command and stops at the first one that fails. @returns the exit code */
export function runWrangler(commands: readonly (readonly string[])[]): number {
  for (const command of commands) {
    const { status } = spawnSync(process.execPath, ["tools/wrangler.ts", ...command], { stdio: "inherit" });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
