import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** What a run's state lies on. On tmpfs an fsync costs nothing: the difference is what the disk costs. */
export const STATE_KINDS = ["disk", "tmpfs"] as const;

export type StateKind = (typeof STATE_KINDS)[number];

const SHARED_MEMORY = "/dev/shm"; // a tmpfs on Linux (shm_overview(7))
const ROOT = resolve(import.meta.dirname, "..");

/** A folder of this process' own; undefined where the machine has no such place. */
export function stateFolder(kind: StateKind): string | undefined {
  // Beside the product's own state, so that both are on the same disk.
  if (kind === "disk") return join(ROOT, ".hooklane", `bench-${process.pid}`);
  return existsSync(SHARED_MEMORY) ? join(SHARED_MEMORY, `hooklane-bench-${process.pid}`) : undefined;
}
