import { join } from "node:path";
import type { D1Database } from "@cloudflare/workers-types";
import type { Miniflare } from "miniflare";
import type { LocalDatabase } from "./local-databases.ts";
import { applyMigration, readApplied } from "./migrations.sql.ts";
import { readHistory, readMigrations, writeHistory } from "./migration-files.ts";
import { type Migration, pendingMigrations } from "./pending-migrations.ts";
import { splitStatements } from "./split-statements.ts";

/**
 * Brings the databases of a state folder up to this checkout. Runs before the port opens, on a runtime of its own,
 * and starts that one only when there is something to apply.
 * @param place.root of the checkout
 * @param open starts a runtime that has the databases and nothing else
 */
export async function migrate(
  { stateDir, root }: { stateDir: string; root: string },
  databases: readonly LocalDatabase[],
  open: () => Promise<{ miniflare: Miniflare; stop(): Promise<void> }>,
): Promise<void> {
  const due = databases
    .map(({ binding, migrationsDir }) => {
      const migrations = readMigrations(join(root, migrationsDir));
      return { binding, migrations, pending: pendingMigrations(migrations, readHistory(stateDir, binding)) };
    })
    .filter(({ pending }) => pending.length > 0);
  if (due.length === 0) return;
  const runtime = await open();
  try {
    for (const { binding, migrations, pending } of due) {
      await apply(pending, await runtime.miniflare.getD1Database(binding));
      writeHistory(stateDir, binding, migrations);
    }
  } finally {
    await runtime.stop();
  }
}

async function apply(pending: readonly Migration[], db: D1Database): Promise<void> {
  // A start that was killed may have applied one without noting it in the folder.
  const applied = new Set(await readApplied(db));
  for (const { name, sql } of pending) {
    if (!applied.has(name)) await applyMigration(db, name, splitStatements(sql));
  }
}
