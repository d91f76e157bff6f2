import type { MiniflareOptions } from "miniflare";
import { ANY_NETWORK, EGRESS_MODULE, EGRESS_NAME, PUBLIC_NETWORK } from "./egress.ts";
import type { LocalDatabase } from "./local-databases.ts";
import type { WranglerConfig } from "./wrangler-config.schema.ts";

const HOST = "127.0.0.1";

/** What is the same for every runtime of one start. */
export interface Worker {
  config: WranglerConfig;
  databases: readonly LocalDatabase[];
  stateDir: string;
  code: string;
}

/** What a run adds to it. */
export interface Run {
  port: number;
  adminKey: string;
  encryptionKey: string;
  encryptionKeyOld?: string | undefined;
  publicHosts?: string | undefined;
  portalFrameOrigins?: string | undefined;
  allowPrivate: boolean;
  recordDatabases?: string | undefined;
  newTenantsIn?: string | undefined;
  logLevel?: string | undefined;
  vars?: Readonly<Record<string, string>>;
  /** Lets a debugger in, at 127.0.0.1. */
  inspectorPort?: number | undefined;
}

type WorkerOptions = MiniflareOptions["workers"][number];
type Bindings = NonNullable<WorkerOptions["config"]["env"]>;

/** The router: all bindings of wrangler.toml, listening on the run's port. */
export function wholeRouter({ config, databases, stateDir, code }: Worker, run: Run): MiniflareOptions {
  const texts: Record<string, string> = {
    ...config.vars,
    ...run.vars,
    ADMIN_KEY: run.adminKey,
    ENCRYPTION_KEY: run.encryptionKey,
    ALLOW_PRIVATE_ENDPOINTS: String(run.allowPrivate),
    ...(run.encryptionKeyOld === undefined ? {} : { ENCRYPTION_KEY_OLD: run.encryptionKeyOld }),
    ...(run.publicHosts === undefined ? {} : { PUBLIC_HOSTS: run.publicHosts }),
    ...(run.portalFrameOrigins === undefined ? {} : { PORTAL_FRAME_ORIGINS: run.portalFrameOrigins }),
    ...(run.recordDatabases === undefined ? {} : { RECORD_DATABASES: run.recordDatabases }),
    ...(run.newTenantsIn === undefined ? {} : { NEW_TENANTS_IN: run.newTenantsIn }),
    ...(run.logLevel === undefined ? {} : { LOG_LEVEL: run.logLevel }),
  };
  const router: WorkerOptions = {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      manifest: moduleOf(code),
      env: {
        ...textBindings(texts),
        ...databaseBindings(databases),
        ...objectBindings(config),
        // For a look at connections that failed (src/deliver/reach.ts), under the same rule as `fetch`.
        NETWORK: run.allowPrivate ? ANY_NETWORK : PUBLIC_NETWORK,
        ...limitBindings(config),
      },
      exports: config.exports,
    },
    dev: {
      rootPath: stateDir,
      // Straight to the Worker: Miniflare's own front adds a hop that costs two thirds of the throughput
      // (measured, see bench/RESULTS.md) and reads control headers that no stranger should be able to send.
      unsafeDirectSockets: [{ host: HOST, port: run.port }],
      ...(run.allowPrivate ? {} : { outboundService: { type: "worker", worker: EGRESS_NAME } }),
    },
  };
  const inspector = run.inspectorPort === undefined ? {} : { inspectorPort: run.inspectorPort };
  return {
    ...onDisk(stateDir),
    ...inspector,
    workers: run.allowPrivate ? [router] : [router, egress(config)],
  };
}

/** The databases alone, for migrations; nobody can reach them from outside. */
export function databasesOnly({ config, databases, stateDir }: Worker): MiniflareOptions {
  const worker: WorkerOptions = {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      manifest: moduleOf("export default { fetch: () => new Response(null, { status: 503 }) };"),
      env: databaseBindings(databases),
    },
  };
  return { ...onDisk(stateDir), workers: [worker] };
}

function onDisk(stateDir: string) {
  return {
    host: HOST,
    // Miniflare's own front, for cron triggers and migrations from this process.
    port: 0,
    unsafeTriggerHandlers: true,
    // No request to the network for `Request.cf`.
    cf: false,
    enableDevRegistry: false,
    // Alarms crash workerd where objects live in memory: workerd #7190, #7191.
    resourcePersistencePath: stateDir,
  } as const;
}

function egress(config: WranglerConfig): WorkerOptions {
  return {
    config: {
      name: EGRESS_NAME,
      compatibilityDate: config.compatibility_date,
      manifest: moduleOf(EGRESS_MODULE),
      env: { PUBLIC: PUBLIC_NETWORK },
    },
  };
}

function moduleOf(code: string) {
  return {
    mainModule: "worker.mjs",
    modulesRoot: "/",
    modules: { "worker.mjs": { type: "esm", contents: code } },
  } as const;
}

function textBindings(texts: Record<string, string>): Bindings {
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, { type: "text", value }]));
}

function databaseBindings(databases: readonly LocalDatabase[]): Bindings {
  return Object.fromEntries(databases.map(({ binding, id }) => [binding, { type: "d1", id }]));
}

function objectBindings(config: WranglerConfig): Bindings {
  return Object.fromEntries(
    config.durable_objects.bindings.map(({ name, class_name }) => [
      name,
      { type: "durable-object", worker: config.name, exportName: class_name },
    ]),
  );
}

function limitBindings(config: WranglerConfig): Bindings {
  return Object.fromEntries(
    config.ratelimits.map(({ name, namespace_id, simple }) => [
      name,
      { type: "rate-limit", namespace: namespace_id, simple },
    ]),
  );
}
