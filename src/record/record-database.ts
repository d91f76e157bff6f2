declare const ofRecords: unique symbol;

/**
 * A database as the home of tenants' records: events, attempts, replays, statistics, what coordinators say of
 * themselves. A type of its own, so that the compiler finds whoever looks for a tenant's record in the directory.
 */
export type RecordDatabase = D1Database & { readonly [ofRecords]: true };

/** Takes a database for one that holds records. For those who choose databases, and for nobody else. */
export function asRecord(db: D1Database): RecordDatabase {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a database gets this type
  return db as RecordDatabase;
}
