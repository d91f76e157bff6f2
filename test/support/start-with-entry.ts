import { join } from "node:path";
import { serve } from "../../local/serve.ts";

/**
 * Starts the router as `npm start` does, with another Worker in place of the product's own: TEST_ENTRY names its
 * module in test/support/faults. SIGUSR2 fires the cron trigger.
 */
const { env } = process;
const served = await serve({
  stateDir: env["HOOKLANE_STATE"] ?? "",
  port: Number(env["PORT"]),
  adminKey: env["ADMIN_KEY"] ?? "",
  encryptionKey: env["ENCRYPTION_KEY"] ?? "",
  encryptionKeyOld: env["ENCRYPTION_KEY_OLD"],
  recordDatabases: env["RECORD_DATABASES"],
  newTenantsIn: env["NEW_TENANTS_IN"],
  allowPrivate: env["ALLOW_PRIVATE_ENDPOINTS"] === "true",
  log: console.log,
  crons: "by-hand",
  entry: join(import.meta.dirname, "faults", env["TEST_ENTRY"] ?? ""),
});
process.on("SIGUSR2", () => void served.scheduled().catch(() => undefined));
process.once("SIGTERM", () => void served.stop().then(() => process.exit(0)));
console.log(`Address ${served.url.origin}`);
