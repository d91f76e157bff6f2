import type { Measured } from "../cost/measured.schema.ts";
import { count, dollars } from "../cost/money.ts";
import { markdownTable } from "../docs/markdown.ts";
import { LIMITS } from "./limits.ts";
import { isSteady, onePartition } from "./partition-points.ts";
import { percentile } from "./percentile.ts";
import { type Scenario, scenariosFor } from "./scenarios.ts";
import { share } from "./share-of.ts";

const REQUESTS_PER_EVENT = 2;

/** Accepting and delivering: partitions, slots, and how long it takes in the busiest partition. */
export function coordinatingTable(measured: Measured): string {
  return markdownTable(
    [
      "events/s",
      "tenants",
      "busiest tenant",
      "its partitions, of 64",
      "its slots, of 100",
      "requests of its fullest object",
      "202 after, p50 / p99 ms",
      "delivered",
    ],
    scenariosFor(measured, 1).map(coordinatingRow),
  );
}

function coordinatingRow({ eventsPerSecond, tenants, deployment, ceilings }: Scenario): string[] {
  const { busiestPerSecond, busiestPartitions } = deployment;
  const partitions = Math.min(LIMITS.partitions.value, busiestPartitions);
  const perPartition = busiestPerSecond / partitions;
  const requests = (perPartition * REQUESTS_PER_EVENT) / LIMITS.objectRequestsPerSecond.value;
  // A subscription's slots are shared out among the partitions.
  const result = onePartition(perPartition, Math.floor(LIMITS.maxInFlight.value / partitions));
  const after = [0.5, 0.99].map((part) => count(percentile(result.acknowledgedAfter, part))).join(" / ");
  return [
    count(eventsPerSecond),
    count(tenants),
    `${count(busiestPerSecond, busiestPerSecond < 10 ? 1 : 0)}/s`,
    `${count(busiestPartitions)} (${share(ceilings.partitions)})`,
    share(ceilings.slots),
    share(requests),
    requests > 1 ? "refused" : after,
    isSteady(result, perPartition) ? "as they come" : "a backlog grows",
  ];
}

/** Recording: databases, bytes, deletions and dollars, for a month and for a day. */
export function recordingTable(measured: Measured, retentionDays: number): string {
  return markdownTable(
    [
      "events/s",
      "tenants",
      "databases for the bytes",
      "for the writing",
      "size of the busiest tenant's",
      "storage of the account",
      "retention's deletions",
      "a month",
    ],
    scenariosFor(measured, retentionDays).map(
      ({ eventsPerSecond, tenants, deployment, ceilings, dollarsPerMonth }) => [
        count(eventsPerSecond),
        count(tenants),
        count(deployment.databasesBySize),
        count(deployment.databasesByWriting),
        share(ceilings.database),
        share(ceilings.account),
        share(ceilings.deletions),
        dollars(dollarsPerMonth),
      ],
    ),
  );
}
