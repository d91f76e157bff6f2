import { join } from "node:path";
import { serve } from "../local/serve.ts";
import type { LogLevel } from "../src/platform/log.ts";
import type { Hosted } from "./host-process.ts";

/** What the product needs to know. */
export interface HooklaneOrder {
  system: "hooklane";
  stateDir: string;
  adminKey: string;
  encryptionKey: string;
  logLevel: LogLevel;
  inspectorPort?: number | undefined;
  /** Another module around the product than `hooklane.worker.ts`, seen from this folder. */
  entry?: string;
}

/** Serves the product as `npm start` does, with log lines written out, but with crons held still. */
export function serveHooklane(order: Omit<HooklaneOrder, "system">): Promise<Hosted> {
  const { stateDir, adminKey, encryptionKey, logLevel, inspectorPort, entry = "hooklane.worker.ts" } = order;
  return serve({
    ...{ stateDir, adminKey, encryptionKey, logLevel, inspectorPort },
    port: 0,
    allowPrivate: true,
    log: (line) => process.stdout.write(`${line}\n`),
    crons: "by-hand",
    entry: join(import.meta.dirname, entry),
  });
}
