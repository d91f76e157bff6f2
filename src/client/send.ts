import type { Call } from "./call.ts";
import { HooklaneError } from "./hooklane-error.ts";
import { readAnswer } from "./read-answer.ts";
import { waitBeforeRetry } from "./retry.ts";

/** What a client sends with. */
export interface Line {
  /** Of the router, without a slash at its end. */
  url: string;
  key: string;
  timeoutMs: number;
  maxRetries: number;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  random: () => number;
}

/** One request, whatever number of tries it takes. */
export interface Letter {
  method: string;
  /** With its query. */
  path: string;
  /** Sent as JSON; undefined = no body. */
  body: unknown;
}

/**
 * Sends a request until it is answered, within the limits of the call.
 * Every try of a POST has the same Idempotency-Key; the other methods may be repeated by their nature.
 * @returns the answer's JSON, or undefined where it has no body
 * @throws HooklaneError, or the reason of the call's signal
 */
export async function send(line: Line, letter: Letter, call: Call = {}): Promise<unknown> {
  const init = initOf(line, letter, call);
  const maxRetries = call.maxRetries ?? line.maxRetries;
  for (let tries = 1; ; tries++) {
    call.signal?.throwIfAborted();
    try {
      return await tryOnce(line, line.url + letter.path, { init, call });
    } catch (failure) {
      if (!(failure instanceof HooklaneError) || tries > maxRetries) throw failure;
      const waitMs = waitBeforeRetry(failure, tries, line.random());
      if (waitMs === undefined) throw failure;
      await line.wait(waitMs, call.signal);
    }
  }
}

function initOf({ key }: Line, { method, body }: Letter, { idempotencyKey }: Call): RequestInit {
  const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: "application/json" };
  if (method === "POST") headers["idempotency-key"] = idempotencyKey ?? crypto.randomUUID();
  // The router redirects nobody; whoever does must not get the key.
  const init: RequestInit = { method, headers, redirect: "manual" };
  if (body === undefined) return init;
  headers["content-type"] = "application/json";
  return { ...init, body: JSON.stringify(body) };
}

async function tryOnce(
  line: Line,
  url: string,
  { init, call }: { init: RequestInit; call: Call },
): Promise<unknown> {
  const timeoutMs = call.timeoutMs ?? line.timeoutMs;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([deadline, call.signal]) : deadline;
  try {
    return await readAnswer(await line.fetch(url, { ...init, signal }));
  } catch (cause) {
    if (cause instanceof HooklaneError) throw cause;
    call.signal?.throwIfAborted();
    throw deadline.aborted
      ? new HooklaneError("timeout", `No answer within ${timeoutMs} ms`, { status: 0, cause })
      : new HooklaneError("network", "The router cannot be reached", { status: 0, cause });
  }
}
