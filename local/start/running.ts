import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Who works on a state folder: written when ready, taken away at an orderly end. */
export interface Running {
  pid: number;
  /** The workerd process. */
  runtimePid: number;
  url: string;
}

const FILE = "running.json";

export function writeRunning(stateDir: string, running: Running): void {
  writeFileSync(join(stateDir, FILE), `${JSON.stringify(running)}\n`);
}

export function forgetRunning(stateDir: string): void {
  rmSync(join(stateDir, FILE), { force: true });
}

/** Undefined where nobody runs, or where the file was cut off by a crash. */
export function readRunning(stateDir: string): Running | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(stateDir, FILE), "utf8"));
    return isRunning(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(value: unknown): value is Running {
  if (typeof value !== "object" || value === null) return false;
  if (!("pid" in value) || !("runtimePid" in value) || !("url" in value)) return false;
  return (
    typeof value.pid === "number" && typeof value.runtimePid === "number" && typeof value.url === "string"
  );
}
