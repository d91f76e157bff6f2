import { resolve } from "node:path";
import { serve } from "./serve.ts";
import { banner } from "./start/banner.ts";
import { findKeys, findOldEncryptionKey } from "./start/keys.ts";
import { findText, readGiven, readLogLevel, readPort, readStateDir } from "./start/settings.ts";
import { makeStateDir } from "./start/state-dir.ts";
import { StartProblem } from "./start/start-problem.ts";
import { askedToStop } from "./start/stop-signals.ts";

const HELP = `
  npm start                       runs the router on this machine, at 127.0.0.1

  From the environment, else from .dev.vars:
    PORT                          8787; 0 takes a free one
    HOOKLANE_STATE                .hooklane; everything that outlives a run
    ADMIN_KEY                     may do everything through the API; made at the first start
    ENCRYPTION_KEY                base64 of 32 bytes, seals secrets at rest; made at the first start
    ENCRYPTION_KEY_OLD            the key before it, while it is being changed
    PUBLIC_HOSTS                  host names that reach this router; no endpoint may be one
    PORTAL_FRAME_ORIGINS          https origins that may show the portal in a frame
    ALLOW_PRIVATE_ENDPOINTS       "true" lets http and local addresses through as endpoints
    RECORD_DATABASES              names of further databases for tenants' records: RECORD_1,RECORD_2
    NEW_TENANTS_IN                those of them, or DB, that new tenants' records go to
    LOG_LEVEL                     debug, info, warn or silent
`;

/** Runs the router until it is asked to stop. */
async function start(): Promise<void> {
  const given = readGiven(process.env, resolve(import.meta.dirname, ".."));
  const stateDir = readStateDir(process.env);
  makeStateDir(stateDir);
  const keys = findKeys(given, stateDir);
  const allowPrivate = findText(given, "ALLOW_PRIVATE_ENDPOINTS") === "true";
  const stop = askedToStop();
  const served = await serve({
    stateDir,
    port: readPort(process.env),
    adminKey: keys.values.ADMIN_KEY,
    encryptionKey: keys.values.ENCRYPTION_KEY,
    encryptionKeyOld: findOldEncryptionKey(given),
    publicHosts: findText(given, "PUBLIC_HOSTS"),
    portalFrameOrigins: findText(given, "PORTAL_FRAME_ORIGINS"),
    recordDatabases: findText(given, "RECORD_DATABASES"),
    newTenantsIn: findText(given, "NEW_TENANTS_IN"),
    allowPrivate,
    logLevel: readLogLevel(given),
    log: (line) => process.stdout.write(`${line}\n`),
    crons: "by-the-clock",
  });
  process.stdout.write(`${banner({ url: served.url.origin, stateDir, keys, allowPrivate })}\n`);
  await stop;
  await served.stop();
}

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}

try {
  await start();
  process.exit(0);
} catch (error) {
  const line =
    error instanceof StartProblem ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`hooklane: ${line}\n`);
  process.exit(1);
}
