import { fnv1a } from "../platform/fnv1a.ts";

/**
 * Which of these databases a new tenant's record is kept in: by the hash of its id, so that tenants spread evenly.
 * The tenant's row remembers the answer: with another list the hash gives another one.
 * @param databases names of bindings; not empty. @throws RangeError for no databases
 */
export function placeTenant(tenantId: string, databases: readonly string[]): string {
  const name = databases[fnv1a(tenantId) % databases.length];
  if (name === undefined) throw new RangeError("a tenant's record needs a database to be kept in");
  return name;
}
