import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { nowMs } from "./monotonic.ts";
import { waitUntil } from "./wait-until.ts";

const START_DEADLINE_MS = 60_000;

/** The product as `npm start` runs it, answering. */
export interface Started {
  origin: string;
  /** When its process was started, and how long it then took until /healthz answered 200. */
  beganAt: number;
  healthyMs: number;
  stop(): Promise<void>;
}

/** @param settings environment variables of the product's own */
export async function npmStart(settings: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const beganAt = nowMs();
  const child = spawn("npm", ["start"], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, ...settings, PORT: String(port) },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const origin = `http://127.0.0.1:${port}`;
  const isUp = await waitUntil(() => isHealthy(origin, child), START_DEADLINE_MS);
  const healthyMs = nowMs() - beganAt;
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  if (!isUp) {
    await stop();
    throw new Error("npm start did not come to answer /healthz");
  }
  return { origin, beganAt, healthyMs, stop };
}

async function isHealthy(origin: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
  try {
    const response = await fetch(`${origin}/healthz`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // not listening yet
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
