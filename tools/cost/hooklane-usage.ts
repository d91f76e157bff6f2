import { awakeMsOfLoneEvent, awakeShare } from "./awake.ts";
import { logLines } from "./log-lines.ts";
import type { Measured, MeasuredRun } from "./measured.schema.ts";
import type { Usage } from "./meters.ts";
import { OBJECT_GB } from "./prices.ts";
import { type Setup, wakingOf } from "./setup.ts";

export const PARTS = [
  "ingest Worker",
  "coordinator: requests",
  "coordinator: awake",
  "coordinator: rows",
  "coordinator: storage",
  "record: rows",
  "record: storage",
  "Deliverer",
  "logs",
] as const;

export type Part = (typeof PARTS)[number];

const DAYS_PER_MONTH = 30;
const BYTES_PER_GB = 1e9;
/** Retention deletes the row that an event has in the record. */
const ROWS_DELETED_LATER = 1;

/** One event in the setting of a run: what it uses of each meter, by the part that uses it. */
export function hooklaneUsage(run: MeasuredRun, setup: Setup, { bytes }: Measured): Record<Part, Usage> {
  const { perEvent, fanOut, cpuSecondsPer1000 } = run;
  const recordBytes = bytes.recordPerEvent[fanOut] ?? 0;
  return {
    // All of the runtime's CPU, the object's and the databases' with it: more than the Worker is billed for.
    "ingest Worker": { "worker-requests": 1, "worker-cpu-ms": cpuSecondsPer1000.runtime },
    "coordinator: requests": { "object-requests": perEvent.objectRequests },
    "coordinator: awake": { "object-gb-seconds": awakeSecondsPerEvent(run, setup) * OBJECT_GB },
    "coordinator: rows": { "object-rows-written": perEvent.objectRowsWritten },
    "coordinator: storage": { "object-gb-months": bytes.objectPerEvent / BYTES_PER_GB },
    "record: rows": { "record-rows-written": perEvent.recordRowsWritten + ROWS_DELETED_LATER },
    "record: storage": {
      "record-gb-months": (recordBytes / BYTES_PER_GB) * (setup.retentionDays / DAYS_PER_MONTH),
    },
    // Called within the same Worker, and so no request of its own; its CPU is in the ingest Worker's.
    Deliverer: {},
    logs: { "log-lines": logLines(run, setup) },
  };
}

/** Seconds for which a coordinator is awake, shared among the events that come meanwhile. */
function awakeSecondsPerEvent({ eventsPerSecond }: MeasuredRun, setup: Setup): number {
  return awakeShare(eventsPerSecond, awakeMsOfLoneEvent(wakingOf(setup))) / eventsPerSecond;
}
