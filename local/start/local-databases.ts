import type { WranglerConfig } from "./wrangler-config.schema.ts";

/** A database of a start on one machine: a file in the state folder, made where it is not there. */
export interface LocalDatabase {
  binding: string;
  /** Names its file. */
  id: string;
  migrationsDir: string;
}

/**
 * The databases of wrangler.toml, and those that are only named: on one machine a further one needs nothing but a name.
 * @param recordDatabases names, separated by commas. What is wrong with them the Worker says itself.
 */
export function localDatabases(
  { d1_databases: bound }: Pick<WranglerConfig, "d1_databases">,
  recordDatabases: string | undefined,
): LocalDatabase[] {
  const known = bound.map(({ binding, database_name, migrations_dir }) => ({
    binding,
    id: database_name,
    migrationsDir: migrations_dir,
  }));
  const [first] = known;
  const names = (recordDatabases ?? "").split(/[\s,]+/).filter((name) => /^\w+$/.test(name));
  const further = names.filter((name) => !known.some(({ binding }) => binding === name));
  if (!first) return known;
  return [
    ...known,
    ...further.map((binding) => ({ ...first, binding, id: `${first.id}-${binding.toLowerCase()}` })),
  ];
}
