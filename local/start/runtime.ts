import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Miniflare, MiniflareCoreError, type MiniflareOptions } from "miniflare";
import { keepSignals } from "./keep-signals.ts";
import { leash } from "./leash.ts";
import { toLogLine } from "./log-lines.ts";
import { StartProblem } from "./start-problem.ts";
import { watchChildren } from "./watch-children.ts";

// Requests under way may end in this time; what is durable goes on after the next start anyway.
const DRAIN_MS = 3000;

/** One workerd process and the handle that controls it. */
export interface Runtime {
  miniflare: Miniflare;
  /** Of the present workerd: it changes when workerd crashed and was started again. */
  pid(): number;
  /** Lets requests under way come to their end, for a short while, then ends workerd. */
  stop(): Promise<void>;
}

/**
 * Starts workerd and waits until it listens.
 * @param log gets each line that the Worker or workerd writes
 * @param restarted told when workerd ended unasked and was started again, on the same port and folder
 * @throws StartProblem when the port is taken or workerd refuses the configuration
 */
export async function startRuntime(
  options: MiniflareOptions,
  log: (line: string) => void,
  restarted: () => void = () => {},
): Promise<Runtime> {
  let workerd: ChildProcess | undefined;
  let release = () => {};
  const miniflare = watchChildren(
    (child) => {
      if (!child.spawnfile.includes("workerd") || child.pid === undefined) return;
      release();
      workerd = child;
      release = leash(child.pid);
    },
    () =>
      keepSignals(
        () =>
          new Miniflare({
            ...options,
            handleStructuredLogs: (report) => log(toLogLine(report)),
            unsafeHandleRuntimeRestart: restarted,
          }),
      ),
  );
  let ended: Promise<void> | undefined;
  const end = () => (ended ??= miniflare.dispose().finally(() => release()));
  try {
    await miniflare.ready;
  } catch (error) {
    await end().catch(() => undefined);
    throw toProblem(error);
  }
  return {
    miniflare,
    pid: () => workerd?.pid ?? 0,
    async stop() {
      await Promise.race([drain(workerd, end), new Promise((done) => setTimeout(done, DRAIN_MS).unref())]);
      await end();
    },
  };
}

/** workerd answers what it has begun and then ends; it must not be taken for a crash and started again. */
async function drain(workerd: ChildProcess | undefined, end: () => Promise<void>): Promise<void> {
  if (!workerd || workerd.exitCode !== null || workerd.signalCode !== null) return;
  const exit = once(workerd, "exit");
  workerd.once("exit", () => void end().catch(() => undefined));
  workerd.kill("SIGTERM");
  await exit;
}

function toProblem(error: unknown): Error {
  if (error instanceof MiniflareCoreError && error.code === "ERR_ADDRESS_IN_USE") {
    return new StartProblem("the port is in use: stop what listens there, or set PORT to another one");
  }
  return error instanceof Error ? error : new Error(String(error));
}
