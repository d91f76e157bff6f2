import type { D1Migration } from "cloudflare:test";

// Bindings that only tests have; vitest.config.ts makes them.
declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: D1Migration[];
      RECORD_1: D1Database;
      RECORD_2: D1Database;
    }
  }
}
