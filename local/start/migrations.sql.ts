import type { D1Database } from "@cloudflare/workers-types";

/** Wrangler's own table and columns, so that `wrangler d1 migrations` and this start can take turns. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Names of the applied migrations, oldest first. */
export async function readApplied(db: D1Database): Promise<string[]> {
  await db.prepare(CREATE_TABLE).run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>();
  return results.map((row) => row.name);
}

/** Applies one migration and notes it, in one transaction: it is there as a whole or not at all. */
export async function applyMigration(
  db: D1Database,
  name: string,
  statements: readonly string[],
): Promise<void> {
  const note = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
  await db.batch([...statements.map((statement) => db.prepare(statement)), note]);
}
