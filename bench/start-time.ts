import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { median } from "./distribution.ts";
import { waitUntil } from "./wait-until.ts";

const START_DEADLINE_MS = 60_000;

/** How long `npm start` takes until /healthz answers 200, in milliseconds. */
export interface StartTime {
  /** Into an empty folder: migrations and keys included. */
  firstMs: number;
  /** Into the folder that the first start left. */
  againMs: number;
}

/** Starts the product `rounds` times into an empty folder, each time twice, and takes the middle. */
export async function measureStart(stateDir: string, rounds: number): Promise<StartTime> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    mkdirSync(stateDir, { recursive: true });
    first.push(await startOnce(stateDir));
    again.push(await startOnce(stateDir));
    rmSync(stateDir, { recursive: true });
  }
  return { firstMs: median(first), againMs: median(again) };
}

async function startOnce(stateDir: string): Promise<number> {
  const port = await freePort();
  const beganAt = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, PORT: String(port), HOOKLANE_STATE: stateDir },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  let isUp = false;
  await waitUntil(async () => (isUp = await isHealthy(port)) || child.exitCode !== null, START_DEADLINE_MS);
  const tookMs = performance.now() - beganAt;
  child.kill("SIGTERM");
  await ended;
  if (!isUp) throw new Error(`npm start did not come to answer /healthz`);
  return tookMs;
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
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
