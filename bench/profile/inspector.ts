import * as z from "zod";
import { CpuProfile } from "./cpu-profile.schema.ts";

/** Finer than V8's own 1 ms: most functions of the router run for less. */
const SAMPLE_EVERY_US = 200;

const Targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }));
const Reply = z.object({ id: z.number().optional(), result: z.unknown().optional() });

/** A CPU profile of one Worker's isolate that is being taken. */
export interface Profiling {
  /** Ends it. */
  stop(): Promise<CpuProfile>;
}

/**
 * Begins a CPU profile of the Worker with this name in a workerd with an inspector, by the Chrome DevTools Protocol
 * ("Profiler" domain).
 */
export async function startProfiling(inspectorPort: number, worker: string): Promise<Profiling> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json`);
  const target = Targets.parse(await answer.json()).find(({ id }) => id === `core:user:${worker}`);
  if (!target) throw new Error(`the inspector knows no Worker "${worker}"`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  const call = caller(socket);
  await call("Profiler.enable");
  await call("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY_US });
  await call("Profiler.start");
  return {
    async stop() {
      const { profile } = z.object({ profile: CpuProfile }).parse(await call("Profiler.stop"));
      socket.close();
      return profile;
    },
  };
}

function caller(socket: WebSocket): (method: string, params?: object) => Promise<unknown> {
  const waiting = new Map<number, (result: unknown) => void>();
  let calls = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = Reply.parse(JSON.parse(String(data)));
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return (method, params = {}) =>
    new Promise((resolve) => {
      calls += 1;
      waiting.set(calls, resolve);
      socket.send(JSON.stringify({ id: calls, method, params }));
    });
}
