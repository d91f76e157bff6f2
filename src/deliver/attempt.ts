import type { AttemptError, AttemptResult, Lease } from "../coordinate/lease.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import { classifyFailure } from "./classify-failure.ts";
import { deliveryHeaders } from "./delivery-headers.ts";
import { readAnswer } from "./read-answer.ts";
import { retryAfter } from "./retry-after.ts";
import type { SigningKeys } from "./signing-keys.ts";

export interface AttemptDeps {
  fetch: typeof fetch;
  keys: SigningKeys;
  /** The guard of safe-url.ts, under the rules of this deployment. */
  isSafe(url: string): boolean;
  clock: Clock;
}

/**
 * One HTTP try of a delivery, from signing to the last byte of the answer that is read.
 * The timeout covers all of it; redirects are answers, not instructions. Never throws.
 */
export async function attempt(lease: Lease, body: Uint8Array, deps: AttemptDeps): Promise<AttemptResult> {
  const at = deps.clock.now();
  const ended = (rest: {
    statusCode?: number;
    error?: AttemptError;
    responseBody?: string;
    retryAt?: Instant;
  }) => ({
    at,
    durationMs: deps.clock.now() - at,
    ...rest,
  });

  if (!deps.isSafe(lease.target.url)) return ended({ error: "unsafe_url" });
  let headers: Headers;
  try {
    headers = await deliveryHeaders(lease, { body, at }, deps.keys);
  } catch {
    return ended({ error: "secret_unreadable" });
  }
  const deadline = AbortSignal.timeout(lease.target.timeoutSeconds * 1000);
  let statusCode: number | undefined;
  try {
    const init = { method: "POST", headers, body, redirect: "manual", signal: deadline } as const;
    const response = await deps.fetch(lease.target.url, init);
    statusCode = response.status;
    const responseBody = await readAnswer(response, deadline);
    if (response.ok) return ended({ statusCode, responseBody });
    const retryAt = retryAfter(statusCode, response.headers.get("retry-after"), deps.clock.now());
    return ended({
      statusCode,
      error: "http_status",
      responseBody,
      ...(retryAt !== undefined && { retryAt }),
    });
  } catch (failure) {
    const error = classifyFailure(failure, deadline.aborted);
    return ended({ error, ...(statusCode !== undefined && { statusCode }) });
  }
}
