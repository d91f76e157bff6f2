import { AsyncLocalStorage } from "node:async_hooks";
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";

/** What Node publishes on its channel "child_process", before the process has its number. */
interface Spawning {
  process: ChildProcess;
}

const watchers = new AsyncLocalStorage<(child: ChildProcess) => void>();

subscribe("child_process", (message) => {
  const watcher = watchers.getStore();
  if (!watcher || !isSpawning(message)) return;
  const child = message.process;
  child.once("spawn", () => watcher(child));
});

/**
 * Runs `work` and tells `seen` of each process that it starts, then or later, also deep inside a library
 * that keeps the handles to itself.
 */
export function watchChildren<T>(seen: (child: ChildProcess) => void, work: () => T): T {
  return watchers.run(seen, work);
}

function isSpawning(message: unknown): message is Spawning {
  return typeof message === "object" && message !== null && "process" in message;
}
