import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { FloorOrder } from "./serve-floor.ts";
import type { HooklaneOrder } from "./serve-hooklane.ts";

/** What the hosting process is to serve. */
export type HostOrder = FloorOrder | HooklaneOrder;

/** A system inside its hosting process. */
export interface Hosted {
  url: URL;
  runtimePid(): number;
  stop(): Promise<void>;
}

/** What the hosting process tells once. */
export interface Ready {
  url: string;
  runtimePid: number;
}

/** A hosting process, seen from here. */
export interface Host extends Ready {
  pid: number;
  stop(): Promise<void>;
}

const STOP_MS = 10_000;

/** Serves in a child process. Log lines go nowhere, as cheaply as they can; complaints are kept for the error. */
export async function startHost(order: HostOrder): Promise<Host> {
  const child = fork(new URL("./host.ts", import.meta.url), { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const complaints: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk));
  const ready = new Promise<Ready>((resolve, reject) => {
    child.once("message", (message: Ready) => resolve(message));
    child.once("exit", () =>
      reject(new Error(`${order.system} did not start:\n${Buffer.concat(complaints).toString()}`)),
    );
  });
  child.send(order);
  return { ...(await ready), pid: child.pid ?? 0, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  const lastResort = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.disconnect();
  await exited;
  clearTimeout(lastResort);
}
