import { StartProblem } from "./start-problem.ts";

/** One file of the migrations folder. */
export interface Migration {
  name: string;
  sql: string;
  /** Hex SHA-256 of the file: what proves that an applied migration is still the one that was applied. */
  fingerprint: string;
}

/** What a state folder has been through: name -> fingerprint, in order. */
export type History = Readonly<Record<string, string>>;

/**
 * The migrations that are still to be applied. Migrations are append-only, and this is where it shows.
 * @throws StartProblem when an applied one was edited, is gone, or a new one stands before it
 */
export function pendingMigrations(migrations: readonly Migration[], history: History): readonly Migration[] {
  const applied = Object.entries(history);
  for (const [i, [name, fingerprint]] of applied.entries()) {
    if (!migrations.some((migration) => migration.name === name)) {
      throw new StartProblem(
        `the state folder is newer than this checkout: it has applied ${name}, which is not here`,
      );
    }
    const migration = migrations[i];
    if (migration?.name !== name) {
      throw new StartProblem(
        `migration ${migration?.name} stands before ${name}, which is applied: new ones go to the end`,
      );
    }
    if (migration.fingerprint !== fingerprint) {
      throw new StartProblem(
        `migration ${name} was edited after it was applied: undo that and add a new one`,
      );
    }
  }
  return migrations.slice(applied.length);
}
