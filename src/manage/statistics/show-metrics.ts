import type { Instant } from "../../platform/clock.ts";
import { VERSION } from "../../platform/version.ts";
import { longestWaiting, type PlacedStatus } from "../../record/coordinator-status.sql.ts";
import { countOf, DURATION_EDGES_MS, durationBins, durationSumMs } from "../../record/counts.ts";
import { OTHER_RESULTS, REFUSALS } from "../../record/ingest-counts.ts";
import { readIngestCounts } from "../../record/ingest-counts.sql.ts";
import type { Overall } from "../../record/overall.ts";
import { askDatabases, given } from "../ask-databases.ts";
import type { ManageDeps } from "../deps.ts";
import { askForOverall, type DatabaseSize } from "./ask-for-overall.ts";
import { histogramSamples, type Metric, renderMetrics, type Sample } from "./prometheus.ts";

/** Labels name tenants only as far as this goes: a series for every tenant would be one without end. */
const MAX_NAMED_COORDINATORS = 20;

/** What the router has done and how it stands, for Prometheus. Counters lag by a minute at most. */
export async function showMetrics(
  deps: Pick<ManageDeps, "db" | "records" | "clock" | "log">,
): Promise<string> {
  const [{ overall, isWhole, databases }, ingest, perDatabase] = await Promise.all([
    askForOverall(deps),
    readIngestCounts(deps.db),
    askDatabases(deps, ({ db }) => longestWaiting(db, MAX_NAMED_COORDINATORS)),
  ]);
  const waiting = given(perDatabase)
    .flat()
    .toSorted((one, other) => (one.oldestUndeliveredAt ?? 0) - (other.oldestUndeliveredAt ?? 0))
    .slice(0, MAX_NAMED_COORDINATORS);
  const told = { overall: isWhole ? overall : null, ingest, waiting, databases };
  return renderMetrics(metricsOf(told, deps.clock.now()));
}

interface Told {
  /** null where a part of it could not be read: a counter that fell would look like a restart. */
  overall: Overall | null;
  ingest: ReadonlyMap<string, number>;
  waiting: readonly PlacedStatus[];
  databases: readonly DatabaseSize[];
}

/** Every metric that can be told, also where nothing has happened yet. */
export function metricsOf({ overall, ingest, waiting, databases }: Told, now: Instant): Metric[] {
  return [
    ...ingestMetrics(overall, ingest),
    ...(overall === null ? [] : overallMetrics(overall, now)),
    gauge(
      "hooklane_partition_oldest_undelivered_age_seconds",
      `Age of a partition's oldest undelivered event; the ${MAX_NAMED_COORDINATORS} oldest only.`,
      waiting.map(({ tenantId, partition, oldestUndeliveredAt }) => ({
        labels: { tenant: tenantId, partition: String(partition) },
        value: ageSeconds(oldestUndeliveredAt, now),
      })),
    ),
    ...databaseMetrics(databases),
    gauge("hooklane_build_info", "The version that answers.", [{ labels: { version: VERSION }, value: 1 }]),
  ];
}

function overallMetrics(overall: Overall, now: Instant): Metric[] {
  const { counts } = overall;
  return [
    counter("hooklane_deliveries_total", "Deliveries that came to an end, by outcome.", [
      { labels: { outcome: "delivered" }, value: countOf(counts, "delivered") },
      { labels: { outcome: "failed" }, value: countOf(counts, "failed") },
    ]),
    counter("hooklane_retries_total", "Failed attempts that are followed by another.", [
      { value: countOf(counts, "retried") },
    ]),
    {
      name: "hooklane_attempt_duration_seconds",
      help: "Duration of attempts, with an answer or without.",
      type: "histogram",
      samples: histogramSamples(durationBins(counts), {
        edges: DURATION_EDGES_MS.map((edge) => edge / 1000),
        sum: durationSumMs(counts) / 1000,
      }),
    },
    ...standingMetrics(overall, now),
  ];
}

function databaseMetrics(databases: readonly DatabaseSize[]): Metric[] {
  const labelled = (valueOf: (bytes: number | null) => number | null): Sample[] =>
    databases.flatMap(({ binding, bytes }) => {
      const value = valueOf(bytes);
      return value === null ? [] : [{ labels: { database: binding }, value }];
    });
  return [
    gauge(
      "hooklane_record_database_up",
      "Whether a database that holds records answers. While one does not, what is summed up over all is left out.",
      labelled((bytes) => (bytes === null ? 0 : 1)),
    ),
    gauge(
      "hooklane_record_database_bytes",
      "How big a database that holds records is.",
      labelled((bytes) => bytes),
    ),
  ];
}

function ingestMetrics(overall: Overall | null, ingest: ReadonlyMap<string, number>): Metric[] {
  const results = [
    ...(overall === null ? [] : takenIn(overall)),
    ...OTHER_RESULTS.map((result) => ({ labels: { result }, value: ingest.get(result) ?? 0 })),
  ];
  const refused = REFUSALS.map((reason) => ({ labels: { reason }, value: ingest.get(reason) ?? 0 }));
  return [
    counter("hooklane_ingest_total", "Requests of providers that were taken, by result.", results),
    counter("hooklane_ingest_refused_total", "Requests to /ingest that were refused, by reason.", refused),
  ];
}

function takenIn({ counts }: Overall): Sample[] {
  return [
    { labels: { result: "accepted" }, value: countOf(counts, "accepted") },
    { labels: { result: "duplicate" }, value: countOf(counts, "duplicates") },
  ];
}

function standingMetrics(overall: Overall, now: Instant): Metric[] {
  const one = (value: number): Sample[] => [{ value }];
  return [
    gauge("hooklane_open_events", "Events with an unsettled delivery.", one(overall.openEvents)),
    gauge(
      "hooklane_oldest_undelivered_age_seconds",
      "Age of the oldest event with an unsettled delivery; 0 where there is none.",
      one(ageSeconds(overall.oldestUndeliveredAt, now)),
    ),
    gauge(
      "hooklane_open_breakers",
      "Open circuit breakers, one per subscription and partition.",
      one(overall.openBreakers),
    ),
    gauge("hooklane_unrecorded_events", "Events on their way to the record.", one(overall.unrecorded)),
    gauge(
      "hooklane_projection_lag_seconds",
      "The longest that an event waited for the record when its coordinator last reported.",
      one(overall.projectionLagMs / 1000),
    ),
    gauge("hooklane_coordinators", "Coordinators that have reported.", one(overall.coordinators)),
  ];
}

function ageSeconds(since: Instant | null, now: Instant): number {
  return since === null ? 0 : Math.max(0, now - since) / 1000;
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: "counter", samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: "gauge", samples };
}
