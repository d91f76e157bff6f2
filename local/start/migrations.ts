import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartProblem } from "./start-problem.ts";

/** One file of the migrations folder. */
export interface Migration {
  name: string;
  sql: string;
  /** Hex SHA-256 of the file: what proves that an applied migration is still the one that was applied. */
  fingerprint: string;
}

/** What a state folder has been through: name -> fingerprint, in order. */
export type Applied = Record<string, string>;

const FILE = "migrations.json";

/** The migrations of this checkout, in the order of their names. */
export function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
  names.sort();
  return names.map((name) => {
    const sql = readFileSync(join(dir, name), "utf8");
    return { name, sql, fingerprint: createHash("sha256").update(sql).digest("hex") };
  });
}

/** What this state folder has applied; empty for a new one. */
export function readHistory(stateDir: string): Applied {
  const path = join(stateDir, FILE);
  if (!existsSync(path)) return {};
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, print]) => [name, String(print)]));
}

export function writeHistory(stateDir: string, migrations: readonly Migration[]): void {
  const applied = Object.fromEntries(migrations.map(({ name, fingerprint }) => [name, fingerprint]));
  writeFileSync(join(stateDir, FILE), `${JSON.stringify(applied, null, 2)}\n`);
}

/**
 * The migrations that are still to be applied. Migrations are append-only, and this is where it shows.
 * @throws StartProblem when an applied one was edited, is gone, or a new one stands before it
 */
export function pendingMigrations(migrations: readonly Migration[], applied: Applied): readonly Migration[] {
  const names = Object.keys(applied);
  for (const [i, name] of names.entries()) {
    const migration = migrations[i];
    if (!migrations.some((one) => one.name === name)) {
      throw new StartProblem(
        `the state folder is newer than this checkout: it has applied ${name}, which is not here`,
      );
    }
    if (migration?.name !== name) {
      throw new StartProblem(
        `migration ${migration?.name} stands before ${name}, which is applied: new ones go to the end`,
      );
    }
    if (migration.fingerprint !== applied[name]) {
      throw new StartProblem(
        `migration ${name} was edited after it was applied: undo that and add a new one`,
      );
    }
  }
  return migrations.slice(names.length);
}
