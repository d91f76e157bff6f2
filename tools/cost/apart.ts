import { ENDPOINT } from "../scale/operation-costs.ts";
import { settlesPerEvent } from "../scale/partition-points.ts";
import type { MeasuredRun } from "./measured.schema.ts";
import type { Usage } from "./meters.ts";

/** Until then an event's row in the record waits for its deliveries; `HOLD_BACK_MS` of src/coordinate/project.ts. */
const HOLD_BACK_MS = 600;
/** An event that is recorded unfinished: its row twice, and a row of the index of what is not delivered, in and out. */
const ROWS_OF_UNFINISHED = 3;
const Z99 = 2.3263; // of the normal distribution

/**
 * What an event uses beyond what was measured when its endpoints do not answer at once and together: a request and
 * a row for each settle more, and rows of the record for what takes longer than it is held back.
 */
export function apartUsage({ fanOut, perEvent }: MeasuredRun): Usage {
  const measuredSettles = perEvent.objectRequests - perEvent.alarms - 1;
  const further = Math.max(0, settlesPerEvent(fanOut) - measuredSettles);
  return {
    "object-requests": further,
    "object-rows-written": further,
    "record-rows-written": unfinishedShare(fanOut) * ROWS_OF_UNFINISHED,
  };
}

/** Share of events with at least one delivery that takes longer than the record waits. */
export function unfinishedShare(fanOut: number): number {
  const sigma = Math.log(ENDPOINT.p99 / ENDPOINT.median) / Z99;
  const late = 1 - normalShareBelow(Math.log(HOLD_BACK_MS / ENDPOINT.median) / sigma);
  return 1 - (1 - late) ** fanOut;
}

/** Of the standard normal distribution; Abramowitz and Stegun 26.2.17, good to 1e-7, for z from 0. */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail = series.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
