import { clientOver, type Client } from "./client-over.ts";

export type { Call } from "./call.ts";
export type { Client } from "./client-over.ts";
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
