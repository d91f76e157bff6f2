import type { Fault } from "./fault.ts";

/** By the names of databases. */
const faults = new Map<string, Fault>();

/** From here on, for the whole isolate: Worker and coordinators share it. @param database name of its binding */
export function setFault(database: string, next: Fault): void {
  faults.set(database, next);
}

/** The same database, with its present fault between it and its user. */
export function withFaults(database: string, db: D1Database): D1Database {
  const suffer = (work: () => unknown) => sufferFault(faults.get(database) ?? "none", work);
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values));
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) => suffer(() => Reflect.apply(method, target, args));
      },
    });
    inner.set(wrapped, statement);
    return wrapped;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => wrap(target.prepare(sql));
      if (name === "batch") {
        return (statements: D1PreparedStatement[]) =>
          suffer(() => target.batch(statements.map((statement) => inner.get(statement) ?? statement)));
      }
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...args: unknown[]): unknown => Reflect.apply(method, target, args);
    },
  });
}

async function sufferFault(fault: Fault, work: () => unknown): Promise<unknown> {
  // The words that the platform uses for a connection that broke.
  const lost = new Error("D1_ERROR: Network connection lost.");
  if (fault === "down") throw lost;
  const done = await work();
  if (fault === "answer-lost") throw lost;
  return done;
}
