import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { OFFLINE_ENVIRONMENT } from "./tools/offline-environment.ts";

// The rules take milliseconds; the models play thousands of steps, on a busy machine for seconds.
const RULES_TIMEOUT_MS = 30_000;
// Limits for a test that hangs, wide enough for a busy machine: tests wait for conditions, not for time.
const WORKERD_TIMEOUT_MS = 45_000;
const BLACK_BOX_TIMEOUT_MS = 60_000;
const CRASH_TIMEOUT_MS = 240_000; // a minute of load and kills, and time for what they left behind

// Keys that open nothing but the databases of these tests.
const TEST_ADMIN_KEY = "admin-key-for-tests-that-opens-nothing-else";
const TEST_ENCRYPTION_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

// The runtime's own warnings name secrets that are given below.
Object.assign(process.env, { WRANGLER_LOG: "error" }, OFFLINE_ENVIRONMENT);

/** Tests of the started product from outside. One file at a time: each starts processes of its own. */
function blackBox(name: string, include: string, own: { exclude?: string[]; testTimeout?: number } = {}) {
  return {
    test: {
      name,
      environment: "node" as const,
      include: [include],
      fileParallelism: false,
      testTimeout: BLACK_BOX_TIMEOUT_MS,
      hookTimeout: BLACK_BOX_TIMEOUT_MS,
      ...own,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        // Rules in plain Node. They keep no state, so files share a process.
        test: {
          name: "unit",
          environment: "node",
          include: ["test/unit/**/*.test.{ts,tsx}", "bench/test/**/*.test.ts"],
          isolate: false,
          testTimeout: RULES_TIMEOUT_MS,
        },
      },
      {
        // What needs the real runtime: Durable Objects, SQL, D1. Each file has a storage of its own.
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              // Nothing leaves the machine: a test that wants an endpoint hands in its own fetch.
              outboundService: () => new Response("no network in tests", { status: 502 }),
              // Beside the one of wrangler.toml, for tests of several.
              d1Databases: { RECORD_1: "record-1", RECORD_2: "record-2" },
              bindings: {
                RECORD_DATABASES: "RECORD_1,RECORD_2",
                NEW_TENANTS_IN: "DB",
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                LOG_LEVEL: "warn",
                ADMIN_KEY: TEST_ADMIN_KEY,
                ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
              },
            },
          })),
        ],
        test: {
          name: "workerd",
          include: ["test/workerd/**/*.test.{ts,tsx}"],
          // The runtime writes what is logged. If Vitest did, a line of a Durable Object would wait for the next message of
          // the runner, which at the end of a file waits for the line: whatever logs in the background hangs the suite.
          disableConsoleIntercept: true,
          testTimeout: WORKERD_TIMEOUT_MS,
          hookTimeout: WORKERD_TIMEOUT_MS,
        },
      },
      blackBox("promises", "test/promises/**/*.test.ts", { exclude: ["test/promises/{crash,browser}/**"] }),
      // The long ones, run by themselves: kill -9 under load, and the portal in a browser.
      blackBox("crash", "test/promises/crash/**/*.test.ts", { testTimeout: CRASH_TIMEOUT_MS }),
      blackBox("browser", "test/promises/browser/**/*.test.ts"),
    ],
  },
});
