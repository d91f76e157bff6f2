import { join, resolve } from "node:path";
import type { LogLevel } from "../src/platform/log.ts";
import { bundle } from "./start/bundle.ts";
import { runCrons } from "./start/crons.ts";
import { fireCron } from "./start/fire-cron.ts";
import { checkEncryptionKey } from "./start/keys.ts";
import { ownLine } from "./start/log-lines.ts";
import { localDatabases } from "./start/local-databases.ts";
import { migrate } from "./start/migrate.ts";
import { endOrphan } from "./start/orphan.ts";
import { databasesOnly, wholeRouter, type Worker } from "./start/runtime-options.ts";
import { forgetRunning, writeRunning } from "./start/running.ts";
import { startRuntime, type Runtime } from "./start/runtime.ts";
import { makeStateDir } from "./start/state-dir.ts";
import { lockState } from "./start/state-lock.ts";
import { readWranglerConfig } from "./start/wrangler-config.schema.ts";

const ROOT = resolve(import.meta.dirname, "..");

export interface ServeOptions {
  /** Everything that outlives a run. One router per folder. */
  stateDir: string;
  /** At 127.0.0.1; 0 takes a free one. */
  port: number;
  adminKey: string;
  encryptionKey: string;
  /** The one before it, while secrets are left that it has sealed. */
  encryptionKeyOld?: string | undefined;
  /** Host names under which this router is reached, comma-separated: no endpoint may be one. */
  publicHosts?: string | undefined;
  /** https origins that may show the portal in a frame, with a space between them. */
  portalFrameOrigins?: string | undefined;
  /** Lets http and local addresses through as endpoints. */
  allowPrivate: boolean;
  /** Names of further databases for tenants' records, comma-separated; made where they are not there. */
  recordDatabases?: string | undefined;
  /** Those of them over which new tenants are spread. */
  newTenantsIn?: string | undefined;
  /** Absent: as wrangler.toml has it. */
  logLevel?: LogLevel | undefined;
  /** Gets each line that the Worker or the runtime writes. */
  log: (line: string) => void;
  /** `by-hand`: only `scheduled` fires them, for tests and measurements that want no surprise. */
  crons: "by-the-clock" | "by-hand";
  /** Another module with the Worker's exports, around the product's own; tests inject faults with it. */
  entry?: string;
  /** Opens a port for a profile and leaves the bundle readable. */
  inspectorPort?: number | undefined;
  /** More texts for the Worker, by binding name. */
  vars?: Readonly<Record<string, string>>;
}

/** A router that answers. */
export interface Served {
  url: URL;
  /** Of workerd, for those who measure it. */
  runtimePid(): number;
  /** Fires a cron trigger of wrangler.toml and waits until the Worker is done with it. */
  scheduled(cron?: string): Promise<void>;
  /** Ends within seconds; what was accepted goes on at the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the router in one workerd, in this process' care.
 * @throws StartProblem where something stands in the way that the person who starts it can change
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const config = readWranglerConfig(join(ROOT, "wrangler.toml"));
  const stateDir = resolve(options.stateDir);
  makeStateDir(stateDir);
  const unlock = lockState(stateDir);
  try {
    await endOrphan(stateDir);
    checkEncryptionKey(stateDir, options.encryptionKey, options.encryptionKeyOld);
    const { log } = options;
    const databases = localDatabases(config, options);
    const isReadable = options.inspectorPort !== undefined;
    const code = bundle(options.entry ?? join(ROOT, config.main), { isReadable });
    const worker: Worker = { config, databases, stateDir, code };
    await migrate({ stateDir, root: ROOT }, databases, () => startRuntime(databasesOnly(worker), log));
    const restarted = () => {
      log(ownLine("runtime_restarted"));
      noteRunning();
    };
    const runtime = await startRuntime(wholeRouter(worker, options), log, restarted);
    const url = await runtime.miniflare.unsafeGetDirectURL();
    const noteRunning = () =>
      writeRunning(stateDir, { pid: process.pid, runtimePid: runtime.pid(), url: url.origin });
    noteRunning();
    return served(runtime, {
      url,
      stateDir,
      unlock,
      crons: options.crons === "by-hand" ? [] : config.triggers.crons,
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Place {
  url: URL;
  stateDir: string;
  unlock: () => void;
  crons: readonly string[];
}

function served(runtime: Runtime, { url, stateDir, unlock, crons }: Place): Served {
  const fire = (cron: string, at: Date) => fireCron(runtime.miniflare, cron, at);
  const stopCrons = runCrons(crons, fire);
  return {
    url,
    runtimePid: () => runtime.pid(),
    scheduled: (cron = "* * * * *") => fire(cron, new Date()),
    async stop() {
      stopCrons();
      await runtime.stop();
      forgetRunning(stateDir);
      unlock();
    },
  };
}
