import { placeTenant } from "./place-tenant.ts";
import { asRecord, type RecordDatabase } from "./record-database.ts";

/**
 * The binding of the directory: tenants, keys, sources, subscriptions, learned streams, unrouted events. It holds the
 * records of tenants too that are placed in no other database.
 */
export const DIRECTORY_BINDING = "DB";

/** Where a tenant's record is kept. */
export interface RecordPlace {
  /** Name of the database's binding; null = in the directory's own. */
  recordDatabase: string | null;
}

/** A database that holds records. */
export interface NamedDatabase extends RecordPlace {
  /** Of its binding. */
  name: string;
  db: RecordDatabase;
}

/** A tenant's record is in a database that this deployment does not have. It passes when the operator brings it back. */
class DatabaseMissing extends Error {
  /** To clients it is as any database that is away: docs/api.md, `unavailable`. */
  readonly retryable = true;

  constructor(binding: string) {
    super(
      `the database ${binding} holds records and is not there: bind it in wrangler.toml and name it in RECORD_DATABASES`,
    );
    this.name = "DatabaseMissing";
  }
}

/** All databases that hold records. */
export class RecordDatabases {
  readonly #byName: ReadonlyMap<string, RecordDatabase>;
  readonly #newTenantsIn: readonly string[];

  /**
   * @param others by the names of their bindings
   * @param newTenantsIn names over which new tenants are spread; none = the directory
   */
  constructor(
    directory: D1Database,
    others: ReadonlyMap<string, D1Database>,
    newTenantsIn: readonly string[],
  ) {
    const all: [string, D1Database][] = [[DIRECTORY_BINDING, directory], ...others];
    this.#byName = new Map(all.map(([name, db]) => [name, asRecord(db)]));
    this.#newTenantsIn = newTenantsIn.length === 0 ? [DIRECTORY_BINDING] : newTenantsIn;
  }

  /** Every database, the directory's first. */
  get all(): NamedDatabase[] {
    return [...this.#byName].map(([name, db]) => ({ name, db, ...placeOf(name) }));
  }

  /** The one that holds this tenant's record. @throws DatabaseMissing */
  of({ recordDatabase }: RecordPlace): RecordDatabase {
    const name = recordDatabase ?? DIRECTORY_BINDING;
    const db = this.#byName.get(name);
    if (!db) throw new DatabaseMissing(name);
    return db;
  }

  /** Where the record of a tenant that is being made goes, for good. */
  placeFor(tenantId: string): RecordPlace {
    return placeOf(placeTenant(tenantId, this.#newTenantsIn));
  }
}

function placeOf(binding: string): RecordPlace {
  return { recordDatabase: binding === DIRECTORY_BINDING ? null : binding };
}
