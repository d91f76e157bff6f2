import { StartProblem } from "./start-problem.ts";
import type { WranglerConfig } from "./wrangler-config.schema.ts";

/** A database of a start on one machine: a file in the state folder, made where it is not there. */
export interface LocalDatabase {
  binding: string;
  /** Names its file. */
  id: string;
  migrationsDir: string;
}

/** Names of databases, separated by commas, as the settings have them. */
interface Named {
  recordDatabases?: string | undefined;
  newTenantsIn?: string | undefined;
}

/**
 * The databases of wrangler.toml, and those that are only named: on one machine a further one needs nothing but a name.
 * @throws StartProblem where the names make no sense
 */
export function localDatabases(
  { d1_databases: bound, vars }: Pick<WranglerConfig, "d1_databases" | "vars">,
  { recordDatabases, newTenantsIn }: Named,
): LocalDatabase[] {
  const known = bound.map(({ binding, database_name, migrations_dir }) => ({
    binding,
    id: database_name,
    migrationsDir: migrations_dir,
  }));
  const [first] = known;
  if (!first) throw new StartProblem("wrangler.toml binds no database: [[d1_databases]] is missing");
  const names = namesOf(recordDatabases ?? vars["RECORD_DATABASES"]);
  check(names, namesOf(newTenantsIn ?? vars["NEW_TENANTS_IN"]), first.binding);
  const further = names.filter((name) => !known.some(({ binding }) => binding === name));
  const made = further.map((binding) => ({ ...first, binding, id: `${first.id}-${binding.toLowerCase()}` }));
  return [...known, ...made];
}

/** As the Worker would say it too late: it answers nothing else where a setting is wrong. */
function check(names: readonly string[], newTenantsIn: readonly string[], first: string): void {
  const wrong = names.find((name) => !/^\w+$/.test(name) || name === first);
  if (wrong !== undefined) {
    throw new StartProblem(
      `RECORD_DATABASES must be names of databases beside ${first}, separated by commas: RECORD_1,RECORD_2; not "${wrong}"`,
    );
  }
  const unknown = newTenantsIn.find((name) => name !== first && !names.includes(name));
  if (unknown === undefined) return;
  throw new StartProblem(
    `NEW_TENANTS_IN names ${unknown}, which is not in RECORD_DATABASES: add it there, or take it out`,
  );
}

function namesOf(text: string | undefined): string[] {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}
