/** What D1 was asked since the start, in the units of its bill. */
export const reads = { statements: 0, rowsRead: 0 };

// The product keeps what it made for one environment: each real one has one stand-in.
const standIns = new WeakMap<Env, Env>();

/** The same environment with the rows counted that are read from its database. */
export function withCountedReads(env: Env): Env {
  const known = standIns.get(env);
  if (known) return known;
  const standIn = { ...env, DB: counted(env.DB) };
  standIns.set(env, standIn);
  return standIn;
}

function counted(db: D1Database): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values));
        // `first` tells no costs: it is asked as `all`.
        if (name === "first") return async (column?: string) => firstOf(note(await target.all()), column);
        if (name === "all") return async () => note(await target.all());
        if (name === "run") return async () => note(await target.run());
        throw new Error(`the bench does not know what ${String(name)} of a statement costs`);
      },
    });
    originals.set(wrapped, statement);
    return wrapped;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (query: string) => wrap(target.prepare(query));
      if (name === "batch") {
        return async (statements: D1PreparedStatement[]) =>
          (await target.batch(statements.map((statement) => originals.get(statement) ?? statement))).map(
            note,
          );
      }
      throw new Error(`the bench does not know what ${String(name)} of a database costs`);
    },
  });
}

function note<Result extends D1Result>(result: Result): Result {
  reads.statements += 1;
  reads.rowsRead += result.meta.rows_read ?? 0;
  return result;
}

function firstOf({ results }: D1Result, column?: string): unknown {
  const row = results[0] as Record<string, unknown> | undefined;
  if (!row) return null;
  return column === undefined ? row : row[column];
}
