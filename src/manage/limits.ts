import { Problem } from "../platform/problem.ts";
import type { Principal } from "./principal.ts";

/** The platform's rate limit: counts a request under a key and says whether it may pass. */
export interface Limiter {
  limit(request: { key: string }): Promise<{ success: boolean }>;
}

/** What a deployment limits; a limit that is not bound lets everybody pass. */
export interface Limits {
  /** Failed authentication, by the client's address. */
  failures?: Limiter | undefined;
  /** Requests with a tenant's key, by key. */
  requests?: Limiter | undefined;
}

// The periods of the two bindings in wrangler.toml: by then the count has begun anew.
const FAILURES_PERIOD_SECONDS = 60;
const REQUESTS_PERIOD_SECONDS = 10;

/**
 * Counts a failed authentication. Whoever has a key that we know passes all the same, so that nobody is locked out
 * by what strangers do from the same address. @throws Problem `rate_limited`
 */
export async function countFailure({ failures }: Limits, address: string): Promise<void> {
  if (await isWithin(failures, address)) return;
  throw new Problem("rate_limited", "Too many requests from your address came without a valid key. Wait.", {
    retryAfterSeconds: FAILURES_PERIOD_SECONDS,
  });
}

/** Counts a request with a tenant's key; the operator's own systems are not limited. @throws Problem `rate_limited` */
export async function countRequest({ requests }: Limits, principal: Principal): Promise<void> {
  if (principal.kind === "operator" || (await isWithin(requests, principal.keyId))) return;
  throw new Problem("rate_limited", "Too many requests with this key. Wait, or ask for longer pages.", {
    retryAfterSeconds: REQUESTS_PERIOD_SECONDS,
  });
}

// A limiter that does not answer is no reason to refuse: it is a shield, not a wall.
async function isWithin(limiter: Limiter | undefined, key: string): Promise<boolean> {
  if (!limiter) return true;
  try {
    return (await limiter.limit({ key })).success;
  } catch {
    return true;
  }
}
