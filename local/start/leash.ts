import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";

// Waits for the end of its input, which comes when this process ends, however it ends; then ends workerd.
const WAIT_THEN_KILL = 'read -r _; kill -9 "$1" 2>/dev/null';

/**
 * Ties a workerd process to the life of this one. workerd does not notice that its parent was killed: it would go on
 * serving, holding the port and the state folder (tried with workerd 1.20261023.1).
 * @returns takes the leash off, once workerd has ended in an orderly way
 */
export function leash(runtimePid: number): () => void {
  if (process.platform === "win32") return () => undefined;
  const holder = spawn("/bin/sh", ["-c", WAIT_THEN_KILL, "hooklane-leash", String(runtimePid)], {
    stdio: ["pipe", "ignore", "ignore"],
    // In a group of its own: a kill of the whole group must not take the leash before its work is done.
    detached: true,
  });
  letGo(holder);
  return () => holder.kill("SIGKILL");
}

/** An open leash alone does not keep this process alive. */
function letGo(holder: ChildProcess): void {
  holder.unref();
  if (holder.stdin instanceof Socket) holder.stdin.unref();
}
