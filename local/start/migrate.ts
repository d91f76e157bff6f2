import type { Miniflare } from "miniflare";
import { applyMigration, readApplied } from "./migrations.sql.ts";
import { readHistory, readMigrations, writeHistory } from "./migration-files.ts";
import { pendingMigrations } from "./pending-migrations.ts";
import { splitStatements } from "./split-statements.ts";

/**
 * Brings the database of a state folder up to this checkout. Runs before the port opens, on a runtime of its own,
 * and starts that one only when there is something to apply.
 * @param open starts a runtime that has the database and nothing else
 * @param binding name of the database's binding
 */
export async function migrate(
  dirs: { stateDir: string; migrationsDir: string },
  binding: string,
  open: () => Promise<{ miniflare: Miniflare; stop(): Promise<void> }>,
): Promise<void> {
  const migrations = readMigrations(dirs.migrationsDir);
  const pending = pendingMigrations(migrations, readHistory(dirs.stateDir));
  if (pending.length === 0) return;
  const runtime = await open();
  try {
    const db = await runtime.miniflare.getD1Database(binding);
    // A start that was killed may have applied one without noting it in the folder.
    const applied = new Set(await readApplied(db));
    for (const { name, sql } of pending) {
      if (!applied.has(name)) await applyMigration(db, name, splitStatements(sql));
    }
    writeHistory(dirs.stateDir, migrations);
  } finally {
    await runtime.stop();
  }
}
