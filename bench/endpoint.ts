/** How an endpoint treats what comes to it. */
export type Endpoint =
  | { kind: "prompt" }
  /** Answers well, so long after it has the request. */
  | { kind: "slow"; answersAfterMs: number }
  /** Answers a share of the attempts with 503, the same ones in every run. */
  | { kind: "flaky"; failingShare: number }
  /** Hangs up on every request. */
  | { kind: "dead" };

/** What an endpoint does with one request. */
export type Reaction =
  | { kind: "take"; answersAfterMs: number }
  | { kind: "refuse"; status: number }
  | { kind: "hang-up" };

/** @param attempt how often the event was refused here before. */
export function reactionOf(endpoint: Endpoint, number: number, attempt: number): Reaction {
  switch (endpoint.kind) {
    case "prompt":
      return { kind: "take", answersAfterMs: 0 };
    case "slow":
      return { kind: "take", answersAfterMs: endpoint.answersAfterMs };
    case "flaky":
      return draw(number, attempt) < endpoint.failingShare
        ? { kind: "refuse", status: 503 }
        : { kind: "take", answersAfterMs: 0 };
    case "dead":
      return { kind: "hang-up" };
    default:
      return endpoint satisfies never;
  }
}

/** Endpoints that answer well at once. */
export function promptEndpoints(count: number): Endpoint[] {
  return Array.from({ length: count }, () => ({ kind: "prompt" }));
}

/** How many of them can be delivered to at all. */
export function reachable(endpoints: readonly Endpoint[]): number {
  return endpoints.filter(({ kind }) => kind !== "dead").length;
}

// A hash instead of chance (the finaliser of MurmurHash3): both systems and all rounds meet the same failures.
function draw(number: number, attempt: number): number {
  let hash = Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(attempt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
