import type { SeatedArrival, SeatedLane } from "./arrivals.ts";
import type { Expected } from "./expected.ts";
import type { Sent } from "./play.ts";
import type { Provoked } from "./provoke.ts";
import type { Record } from "./read-record.ts";

/** Everything that a check may look at: what was sent, what arrived, what the router says. */
export interface Evidence {
  sent: readonly Sent[];
  expected: readonly Expected[];
  arrivals: readonly SeatedArrival[];
  lanes: readonly SeatedLane[];
  provoked: Provoked;
  record: Record;
}

/** One claim about the run. */
export interface Check {
  claim: string;
  /** What contradicts it; empty = it holds. */
  objections: string[];
}
