/** The binding of the record: migrations are applied to whatever database stands behind it. */
const BINDING = "DB";
/** What names an environment of wrangler.toml, and so concerns both commands. */
const ENVIRONMENT_FLAGS: ReadonlySet<string> = new Set(["--env", "-e"]);

/**
 * What a deployment runs, in order: the tables first, because the new code needs them and the old code can work with
 * them. Arguments go to `wrangler deploy`, those that name the environment to both.
 */
export function deployCommands(given: readonly string[]): string[][] {
  const environment = environmentOf(given);
  return [
    ["d1", "migrations", "apply", BINDING, "--remote", ...environment],
    ["deploy", ...given],
  ];
}

function environmentOf(given: readonly string[]): string[] {
  const at = given.findIndex((argument) => ENVIRONMENT_FLAGS.has(argument));
  if (at >= 0) return given.slice(at, at + 2);
  return given.filter((argument) => argument.startsWith("--env=")).slice(0, 1);
}
