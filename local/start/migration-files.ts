import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { History, Migration } from "./pending-migrations.ts";

/** Of the database that every state folder has. */
const FIRST_DATABASE = "DB";

/** The migrations of this checkout, in the order of their names. */
export function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
  names.sort();
  return names.map((name) => {
    const sql = readFileSync(join(dir, name), "utf8");
    return { name, sql, fingerprint: createHash("sha256").update(sql).digest("hex") };
  });
}

/** What a database of this state folder has been through; empty for a new one. @param binding its name */
export function readHistory(stateDir: string, binding: string): History {
  const path = join(stateDir, historyFile(binding));
  if (!existsSync(path)) return {};
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, print]) => [name, String(print)]));
}

export function writeHistory(stateDir: string, binding: string, migrations: readonly Migration[]): void {
  const history = Object.fromEntries(migrations.map(({ name, fingerprint }) => [name, fingerprint]));
  writeFileSync(join(stateDir, historyFile(binding)), `${JSON.stringify(history, null, 2)}\n`);
}

function historyFile(binding: string): string {
  return binding === FIRST_DATABASE ? "migrations.json" : `migrations-${binding}.json`;
}
