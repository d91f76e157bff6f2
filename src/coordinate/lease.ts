import type { Instant } from "../platform/clock.ts";
import type { AttemptError, AttemptNote } from "./attempt-error.ts";
import type { Target } from "./subscription.ts";

/** The coordinator's permission to attempt one delivery until a given time. */
export interface Lease {
  /** Number of the event in its coordinator. With subscription and attempt it names the delivery's try. */
  ordinal: number;
  eventId: string;
  type: string;
  categories: readonly string[];
  stream: string;
  sequence: number;
  position: number;
  late: boolean;
  /** 1 for the first attempt. */
  attempt: number;
  /** After this instant the coordinator may lease the delivery to somebody else. */
  until: Instant;
  target: Target;
  contentType: string;
  /** Absent in the answer to `accept`: that caller holds the body already. */
  body?: Uint8Array;
  replayId?: string;
}

/** What one HTTP try came to. `statusCode` is absent where no answer began. */
export interface AttemptResult {
  at: Instant;
  durationMs: number;
  statusCode?: number;
  /** Absent where the endpoint answered 2xx. */
  error?: AttemptError;
  /** Shown where `error` would stand; a success stays one. */
  note?: AttemptNote;
  /** At most 16 KiB, cut at a character. */
  responseBody?: string;
  /** What the endpoint asked for with `Retry-After` on 429 or 503. */
  retryAt?: Instant;
}

/** The report on one lease. */
export interface Outcome {
  ordinal: number;
  subscriptionId: string;
  attempt: number;
  result: AttemptResult;
}

/** A Worker's report, and what more it can take. */
export interface Settlement {
  outcomes: Outcome[];
  /** Leases that were not begun: they go back as if they had never been given. */
  returned: { ordinal: number; subscriptionId: string; attempt: number }[];
  /** How many more leases the Worker has free slots for. */
  wanted: number;
  /** How long the Worker may still work: it gets no lease whose exchange could take longer. */
  remainingMs: number;
}
