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
  /** Another module around the product than `hooklane.worker.ts`, seen from this folder. */
  entry?: string;
}

/** Serves the product as `npm start` does, with log lines written out, but with crons held still. */
export function serveHooklane({
  stateDir,
  adminKey,
  encryptionKey,
  logLevel,
  entry = "hooklane.worker.ts",
}: HooklaneOrder): Promise<Hosted> {
  return serve({
    stateDir,
    port: 0,
    adminKey,
    encryptionKey,
    allowPrivate: true,
    logLevel,
    log: (line) => process.stdout.write(`${line}\n`),
    crons: "by-hand",
    entry: join(import.meta.dirname, entry),
  });
}
