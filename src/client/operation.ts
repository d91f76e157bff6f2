import type { Call } from "./call.ts";

/** How one operation of the API is sent. */
export interface Operation {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** `/v1/tenants/{tenant}` */
  path: string;
  hasBody: boolean;
  hasQuery: boolean;
  /** Whether the answer is a page of a list. */
  isList: boolean;
}

/** Parameters by name; those that are undefined or null are not sent. */
export type Query = Readonly<Record<string, unknown>>;

/** What a call of an operation was given, told apart. */
export interface Given {
  /** The path with its parameters filled in. */
  path: string;
  body: unknown;
  query: Query | undefined;
  call: Call | undefined;
}

/**
 * Takes the arguments of a method apart: the path's parameters in its order, then body, query, call.
 * @throws TypeError where a parameter of the path cannot stand in one, or query or options are no objects
 */
export function takeApart(operation: Operation, given: readonly unknown[]): Given {
  const left = [...given];
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, left.shift()));
  const body = operation.hasBody ? (left.shift() ?? {}) : undefined;
  const query = operation.hasQuery ? objectOf("query", left.shift()) : undefined;
  return { path, body, query, call: objectOf("call", left.shift()) };
}

/** The query string of these parameters, with its question mark; empty where there are none. */
export function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null)
      search.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

// A URL swallows an empty segment and walks along dots: either would name another operation.
function segment(name: string, value: unknown): string {
  if (typeof value !== "string" || /^\.{0,2}$/.test(value)) {
    throw new TypeError(`${name} is an id or a uid, and cannot be ${JSON.stringify(value) ?? "undefined"}`);
  }
  return encodeURIComponent(value);
}

function objectOf(name: string, value: unknown): Query | undefined {
  if (value === undefined || isObject(value)) return value;
  throw new TypeError(`${name} is an object`);
}

function isObject(value: unknown): value is Query {
  return typeof value === "object" && value !== null;
}
