/** What names an environment of wrangler.toml, and so concerns every command. */
const ENVIRONMENT_FLAGS: ReadonlySet<string> = new Set(["--env", "-e"]);
const ENVIRONMENT_PREFIX = "--env=";

/**
 * What a deployment runs, in order: the tables first, because the new code needs them and the old code can work with
 * them. Arguments go to `wrangler deploy`, those that name the environment to all.
 * @param databases bindings: every database has the same tables
 */
export function deployCommands(given: readonly string[], databases: readonly string[]): string[][] {
  const environment = environmentFlags(given);
  return [
    ...databases.map((binding) => migrateCommand(binding, ["--remote", ...environment])),
    ["deploy", ...given],
  ];
}

/** What `wrangler dev` needs before it, and itself. */
export function devCommands(given: readonly string[], databases: readonly string[]): string[][] {
  return [...databases.map((binding) => migrateCommand(binding, ["--local"])), ["dev", ...given]];
}

/** The environment that the arguments name; undefined = that of the top level. */
export function environmentOf(given: readonly string[]): string | undefined {
  const [flag, name] = environmentFlags(given);
  return flag?.startsWith(ENVIRONMENT_PREFIX) ? flag.slice(ENVIRONMENT_PREFIX.length) : name;
}

function migrateCommand(binding: string, flags: readonly string[]): string[] {
  return ["d1", "migrations", "apply", binding, ...flags];
}

function environmentFlags(given: readonly string[]): string[] {
  const at = given.findIndex((argument) => ENVIRONMENT_FLAGS.has(argument));
  if (at >= 0) return given.slice(at, at + 2);
  return given.filter((argument) => argument.startsWith(ENVIRONMENT_PREFIX)).slice(0, 1);
}
