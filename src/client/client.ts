import { listingOf, pageOf } from "./listing.ts";
import { queryString, takeApart, type Operation, type Query } from "./operation.ts";
import { OPERATIONS, type Operations } from "./operations.ts";
import { send, type Line } from "./send.ts";

export type { Call } from "./call.ts";
export { HooklaneError, type FieldError, type HooklaneErrorCode } from "./hooklane-error.ts";
export type { Listing, Page } from "./listing.ts";
export type * from "./operations.ts";

/** An answer takes milliseconds, a test event up to the subscription's 25 s. */
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RETRIES = 3;

/** What a client is made with. */
export interface ClientOptions {
  /** Where the router is, such as `https://hooks.example.com`. */
  url: string;
  /** The operator's key, or one of a tenant. */
  key: string;
  /** How long one try of a call may take, in milliseconds. Default 30,000. */
  timeoutMs?: number | undefined;
  /** How often a failed try is repeated: no answer, 429, 502, 503, 504. Default 3, 0 = never. */
  maxRetries?: number | undefined;
  /** In place of the platform's own: for tests, proxies, service bindings. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** The management API of one router: a method for each operation of its OpenAPI document. */
export type Client = Operations;

/**
 * A client of the management API.
 * @throws TypeError where the url or the key cannot be one
 */
export function createClient(options: ClientOptions): Client {
  return clientOver({
    url: originOf(options.url),
    key: checkedKey(options.key),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxRetries: options.maxRetries ?? DEFAULT_MAX_RETRIES,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    wait,
    random: Math.random,
  });
}

/** The client over a line of one's own: time and chance are in its hands. */
export function clientOver(line: Line): Client {
  const methods = Object.entries(OPERATIONS).map(([name, operation]) => [name, methodOf(line, operation)]);
  // The rows and the types of the methods are generated from one document.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(methods) as Client;
}

function methodOf(line: Line, operation: Operation) {
  return (...given: unknown[]) => {
    const { path, body, query, call } = takeApart(operation, given);
    const ask = (search: Query | undefined) =>
      send(line, { method: operation.method, path: path + queryString(search), body }, call);
    if (!operation.isList) return ask(query);
    return listingOf(async (cursor) =>
      pageOf(await ask(cursor === undefined ? query : { ...query, cursor })),
    );
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.protocol.startsWith("http") || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new TypeError("url is where the router is, such as https://hooks.example.com");
  }
  return url.href.replace(/\/+$/, "");
}

// What a header cannot carry would be refused by fetch with the key in its message.
function checkedKey(key: string): string {
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("key is an API key: printable ASCII without spaces");
  return key;
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
