import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApi, type Api } from "./api.ts";
import { waitFor } from "./wait-for.ts";

const ROOT = join(import.meta.dirname, "../..");
const START = join(ROOT, "local/start.ts");

/** Two seconds on an idle machine; it only ends a start that hangs. */
const STARTED_WITHIN_MS = 50_000;

/** A router in processes of its own, as `npm start` runs it. */
export interface Product {
  url: string;
  /** Of the process that was started; workerd is its child. */
  pid: number;
  stateDir: string;
  adminKey: string;
  api: Api;
  /** Everything it has written so far. */
  output(): string;
  /** Asks it to end. @returns the exit code */
  stop(): Promise<number | null>;
  /** kill -9 of all its processes at once. */
  kill(): Promise<void>;
}

/** What outlives a run: hand the same again to start on what the last run left. */
export interface Life {
  stateDir: string;
  env: Readonly<Record<string, string>>;
}

/** A new state folder and keys for it. Local endpoints are allowed: there are no others in tests. */
export function newLife(env: Readonly<Record<string, string>> = {}): Life {
  return {
    stateDir: mkdtempSync(join(tmpdir(), "hooklane-test-")),
    env: {
      ADMIN_KEY: randomBytes(24).toString("hex"),
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      ALLOW_PRIVATE_ENDPOINTS: "true",
      ...env,
    },
  };
}

/** Takes away what a life has left behind. Its product must have ended. */
export function endLife(life: Life): void {
  rmSync(life.stateDir, { recursive: true, force: true });
}

/**
 * Starts the product and waits until it answers.
 * @param script another start script, for products with something built in
 */
export async function startProduct(life: Life, script: string = START): Promise<Product> {
  const child = spawn(process.execPath, [script], {
    cwd: ROOT,
    env: {
      ...process.env,
      npm_lifecycle_event: undefined,
      PORT: "0",
      HOOKLANE_STATE: life.stateDir,
      ...life.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    // The leader of a group that holds workerd as well, so that both can be killed in one stroke.
    detached: true,
  });
  const output = listen(child);
  const url = await waitFor(
    "the product answers",
    async () => {
      if (child.exitCode !== null) return { failed: output() };
      const address = /Address\s+(http:\S+)/.exec(output())?.[1];
      if (address === undefined) return undefined;
      const response = await fetch(`${address}/healthz`);
      return response.ok ? { address } : undefined;
    },
    STARTED_WITHIN_MS,
  );
  if ("failed" in url) throw new Error(`the product did not start:\n${url.failed}`);
  const adminKey = life.env["ADMIN_KEY"] ?? "";
  return {
    url: url.address,
    pid: child.pid ?? 0,
    stateDir: life.stateDir,
    adminKey,
    api: createApi(url.address, adminKey),
    output,
    stop: () => end(child, () => child.kill("SIGTERM")),
    async kill() {
      await end(child, () => process.kill(-(child.pid ?? 0), "SIGKILL"));
    },
  };
}

function listen(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

async function end(child: ChildProcess, ask: () => void): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  ask();
  await exited;
  return child.exitCode;
}
