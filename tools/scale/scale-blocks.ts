import type { Measured } from "../cost/measured.schema.ts";
import { count } from "../cost/money.ts";
import { markdownTable } from "../docs/markdown.ts";
import { subscriptionCeiling } from "./ceilings.ts";
import { partitionCapacity } from "./deployment.ts";
import { LIMITS } from "./limits.ts";
import { isSteady, oneLane, onePartition } from "./partition-points.ts";
import { percentile } from "./percentile.ts";
import { LEASED_MS } from "./scenarios.ts";
import { share } from "./share-of.ts";
import { type RecordLoad, type RecordResult, simulateRecord } from "./simulate-record.ts";
import { MEASURED_POINTS, model, SEED } from "./validation.ts";

/** Events a second and slots of the subscription: the most that one may have, and what it has by itself. */
const LOADS = [
  [50, 100],
  [125, 100],
  [250, 100],
  [375, 100],
  [450, 100],
  [490, 100],
  [40, 10],
  [60, 10],
] as const;
const RECORD_SECONDS = 20;
/** A queue that grows is longer by more than this after twice the time. */
const GROWTH = 1.4;
const ENDPOINT_MEDIANS = [20, 120, 500, 2_000];
const MILLION = 1_000_000;

/** One partition under more and more load: how long things take, and what fills up. */
export function partitionTable(): string {
  return markdownTable(
    [
      "events/s",
      "slots",
      "of the object's requests",
      "202 after, p50 / p99 ms",
      "at the endpoint after, p50 / p99 ms",
    ],
    LOADS.map(([rate, slots]) => {
      const result = onePartition(rate, slots);
      const spread = (values: readonly number[]) =>
        `${count(percentile(values, 0.5))} / ${count(percentile(values, 0.99))}`;
      const requests = (result.objectRequests / result.accepted) * rate;
      return [
        count(rate),
        String(slots),
        share(requests / LIMITS.objectRequestsPerSecond.value),
        spread(result.acknowledgedAfter),
        isSteady(result, rate) ? spread(result.arrivedAfter) : "grows without end",
      ];
    }),
  );
}

/** One database under more and more load: lone events of quiet tenants, and busy partitions that gather. */
export function recordTable(): string {
  const loads: [string, Omit<RecordLoad, "seconds">][] = [
    ...[20, 50, 80, 110].map((rate): [string, Omit<RecordLoad, "seconds">] => [
      `${rate} lone events/s`,
      { partitions: [], lonePerSecond: rate },
    ]),
    ...[10, 40, 60].map((many): [string, Omit<RecordLoad, "seconds">] => [
      `${many} partitions with 100 events/s each`,
      { partitions: Array<number>(many).fill(100), lonePerSecond: 0 },
    ]),
  ];
  return markdownTable(
    ["load", "events/s", "transactions/s", "writer busy", "in the record after, p50 / p99 ms"],
    loads.map(([what, load]) => {
      const result = simulateRecord({ ...load, seconds: RECORD_SECONDS }, SEED);
      const after = [0.5, 0.99].map((part) => count(percentile(result.recordedAfter, part))).join(" / ");
      return [
        what,
        count(result.arrived / RECORD_SECONDS),
        count(result.transactions / RECORD_SECONDS),
        share(result.busy),
        fallsBehind(load, result) ? "falls behind" : after,
      ];
    }),
  );
}

/** Half a second's worth may be on its way at any time; beyond that it is a question of whether it grows. */
function fallsBehind(load: Omit<RecordLoad, "seconds">, result: RecordResult): boolean {
  if (result.waiting < result.arrived / (2 * RECORD_SECONDS)) return false;
  const halfway = simulateRecord({ ...load, seconds: RECORD_SECONDS / 2 }, SEED);
  return result.waiting > GROWTH * halfway.waiting;
}

/** What one stream can take, by how fast its endpoint answers. */
export function laneTable(): string {
  return markdownTable(
    ["endpoint answers after, median", "events/s of one stream"],
    ENDPOINT_MEDIANS.map((median) => [`${count(median)} ms`, oneLane(median).toFixed(1)]),
  );
}

/** The model beside the bench. */
export function validationTable(): string {
  return markdownTable(
    [
      "scenario",
      "events/s: bench",
      "model",
      "202 after, p50 ms: bench",
      "model",
      "arrived after, p50 ms: bench",
      "model",
    ],
    MEASURED_POINTS.map((point) => {
      const modelled = model(point);
      return [
        point.scenario,
        count(point.eventsPerSecond),
        count(modelled.eventsPerSecond),
        point.acknowledgedP50.toFixed(1),
        modelled.acknowledgedP50.toFixed(1),
        point.arrivedP50?.toFixed(1) ?? "-",
        point.arrivedP50 === null ? "-" : modelled.arrivedP50.toFixed(1),
      ];
    }),
  );
}

/** What bounds a deployment. */
export function limitsTable(): string {
  return markdownTable(
    ["limit", "value", "source"],
    Object.values(LIMITS).map(({ value, unit, source }) => [
      unit,
      count(value),
      source.startsWith("http") ? `[page](${source})` : `\`${source}\``,
    ]),
  );
}

/** The answer in numbers, for the top of the page. */
export function answerList(measured: Measured): string {
  const bytes = measured.bytes.recordPerEvent[1] ?? 0;
  const perSecond = (days: number, room: number) => room / (bytes * days * 86_400);
  const database = LIMITS.databaseBytes.value;
  const account = LIMITS.accountBytes.value;
  const capacity = partitionCapacity(2);
  const rows = [
    [
      "one stream",
      `${oneLane(120).toFixed(0)} events/s`,
      "one attempt at a time: the endpoint's answer time",
    ],
    [
      "one subscription",
      `${count(subscriptionCeiling(LEASED_MS))} events/s`,
      "100 attempts at once, each as long as its endpoint takes",
    ],
    [
      "one partition",
      `${count(capacity)} events/s planned, ${count(LIMITS.objectRequestsPerSecond.value / 2)} at the limit`,
      "requests of one Durable Object",
    ],
    [
      "one tenant, coordinating",
      `${count(capacity * LIMITS.partitions.value)} events/s planned`,
      "64 partitions",
    ],
    [
      "one tenant, recorded",
      `${perSecond(30, database).toFixed(1)} events/s kept 30 days, ${perSecond(1, database).toFixed(0)} kept one`,
      "10 GB of one D1 database",
    ],
    [
      "one account, recorded",
      `${perSecond(30, account).toFixed(0)} events/s kept 30 days, ${count(perSecond(1, account))} kept one`,
      "1 TB of D1, until the platform raises it",
    ],
    [
      "retention",
      `${count(LIMITS.prunedPerMinute.value / 60)} events/s`,
      "what the cron deletes in a minute",
    ],
  ];
  return markdownTable(["of", "takes", "bound by"], rows);
}

/** Bytes and events, in a sentence. */
export function bytesSentence(measured: Measured): string {
  const bytes = measured.bytes.recordPerEvent[1] ?? 0;
  const events = LIMITS.databaseBytes.value / bytes / MILLION;
  return `An event of 1,500 bytes takes ${count(bytes)} bytes of the record with one delivery, so a database of 10 GB holds ${events.toFixed(1)} million of them.`;
}
