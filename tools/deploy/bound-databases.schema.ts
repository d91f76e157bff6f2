import { parse } from "smol-toml";
import * as z from "zod";

const Databases = z.object({ d1_databases: z.array(z.object({ binding: z.string() })).default([]) });
const WranglerToml = Databases.extend({ env: z.record(z.string(), Databases).default({}) });

/**
 * The bindings of all databases of wrangler.toml, or of one of its environments, which inherits none.
 * @param toml the file's text
 * @throws Error for an environment that there is not
 */
export function boundDatabases(toml: string, environment: string | undefined): string[] {
  const { d1_databases, env } = WranglerToml.parse(parse(toml));
  const bound = environment === undefined ? d1_databases : env[environment]?.d1_databases;
  if (!bound) throw new Error(`wrangler.toml has no environment "${environment}"`);
  return bound.map(({ binding }) => binding);
}
