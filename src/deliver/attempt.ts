import type { AttemptResult, Lease } from "../coordinate/lease.ts";
import type { Clock } from "../platform/clock.ts";
import { classifyFailure } from "./classify-failure.ts";
import { deliveryHeaders } from "./delivery-headers.ts";
import { edgeAnswer } from "./edge-answer.ts";
import type { OwnHeaders } from "./own-headers.ts";
import { type Network, type Reach, reach } from "./reach.ts";
import { readAnswer } from "./read-answer.ts";
import { retryAfter } from "./retry-after.ts";
import type { SigningKeys } from "./signing-keys.ts";

export interface AttemptDeps {
  fetch: typeof fetch;
  keys: SigningKeys;
  ownHeaders: OwnHeaders;
  /** The guard of safe-url.ts, under the rules of this deployment. */
  isSafe(url: string): boolean;
  /** For a look at what became of a connection that failed; absent where the platform lets nobody look. */
  network?: Network | undefined;
  clock: Clock;
}

type AttemptEnd = Omit<AttemptResult, "at" | "durationMs">;

/**
 * One HTTP try of a delivery, from signing to the last byte of the answer that is read.
 * The timeout covers all of it; redirects are answers, not instructions. Never throws.
 */
export async function attempt(lease: Lease, body: Uint8Array, deps: AttemptDeps): Promise<AttemptResult> {
  const at = deps.clock.now();
  const ended = (rest: AttemptEnd, endedAt = deps.clock.now()) => ({ at, durationMs: endedAt - at, ...rest });

  if (!deps.isSafe(lease.target.url)) return ended({ error: "unsafe_url" });
  let headers: Record<string, string>;
  try {
    headers = await deliveryHeaders(lease, { body, at }, deps);
  } catch {
    return ended({ error: "secret_unreadable" });
  }
  const deadline = AbortSignal.timeout(lease.target.timeoutSeconds * 1000);
  let statusCode: number | undefined;
  try {
    const init = { method: "POST", headers, body, redirect: "manual", signal: deadline } as const;
    const response = await deps.fetch(lease.target.url, init);
    statusCode = response.status;
    const { text: responseBody, isCut } = await readAnswer(response, deadline);
    if (response.ok) return ended({ statusCode, responseBody, ...(isCut && { note: "response_too_large" }) });
    const retryAt = retryAfter(statusCode, response.headers.get("retry-after"), deps.clock.now());
    return ended({
      statusCode,
      error: edgeAnswer(response, responseBody) ?? "http_status",
      responseBody,
      ...(retryAt !== undefined && { retryAt }),
    });
  } catch (failure) {
    // What is found out afterwards is no part of the exchange.
    const endedAt = deps.clock.now();
    if (deadline.aborted) return ended({ error: "timeout", ...(statusCode !== undefined && { statusCode }) });
    const look = (): Promise<Reach> =>
      statusCode === undefined
        ? reach(new URL(lease.target.url), deps.network, deadline)
        : Promise.resolve("open");
    const error = await classifyFailure(failure, look);
    return ended({ error, ...(statusCode !== undefined && { statusCode }) }, endedAt);
  }
}
