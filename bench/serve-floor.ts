import { resolve } from "node:path";
import type { MiniflareOptions } from "miniflare";
import { bundle } from "../local/start/bundle.ts";
import { startRuntime } from "../local/start/runtime.ts";
import { readWranglerConfig, type WranglerConfig } from "../local/start/wrangler-config.schema.ts";
import type { Hosted } from "./host-process.ts";

/** What the floor needs to know. */
export interface FloorOrder {
  system: "floor";
  stateDir: string;
  endpoints: readonly string[];
  sourceSecret: string;
  inspectorPort?: number | undefined;
}

const NAME = "floor";
const HOST = "127.0.0.1";

/** Serves floor.worker.ts on the product's own runtime, in the same way: one workerd, state on disk. */
export async function serveFloor(order: FloorOrder): Promise<Hosted> {
  const config = readWranglerConfig(resolve(import.meta.dirname, "../wrangler.toml"));
  const runtime = await startRuntime(optionsOf(order, config), (line) => process.stdout.write(`${line}\n`));
  const url = await runtime.miniflare.unsafeGetDirectURL();
  await fetch(new URL("/setup", url), { method: "POST" });
  return { url, runtimePid: () => runtime.pid(), stop: () => runtime.stop() };
}

function optionsOf(
  { stateDir, endpoints, sourceSecret, inspectorPort }: FloorOrder,
  config: WranglerConfig,
): MiniflareOptions {
  const isReadable = inspectorPort !== undefined;
  const contents = bundle(resolve(import.meta.dirname, "floor.worker.ts"), { isReadable });
  return {
    host: HOST,
    port: 0,
    cf: false,
    ...(inspectorPort === undefined ? {} : { inspectorPort }),
    enableDevRegistry: false,
    resourcePersistencePath: stateDir,
    workers: [
      {
        config: {
          name: NAME,
          compatibilityDate: config.compatibility_date,
          compatibilityFlags: config.compatibility_flags,
          manifest: {
            mainModule: "floor.mjs",
            modulesRoot: "/",
            modules: { "floor.mjs": { type: "esm", contents } },
          },
          env: {
            DB: { type: "d1", id: NAME },
            LOG: { type: "durable-object", worker: NAME, exportName: "FloorLog" },
            SOURCE_SECRET: { type: "text", value: sourceSecret },
            ENDPOINTS: { type: "text", value: endpoints.join(",") },
          },
          exports: { FloorLog: { type: "durable-object", storage: "sqlite" } },
        },
        dev: { rootPath: stateDir, unsafeDirectSockets: [{ host: HOST, port: 0 }] },
      },
    ],
  };
}
