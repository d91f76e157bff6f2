import type { Instant } from "../../platform/clock.ts";
import { VERSION } from "../../platform/version.ts";
import {
  longestWaiting,
  type Overall,
  type PlacedStatus,
  readOverall,
} from "../../record/coordinator-status.sql.ts";
import { countOf, DURATION_EDGES_MS, durationBins, durationSumMs } from "../../record/counts.ts";
import { OTHER_RESULTS, REFUSALS } from "../../record/ingest-counts.ts";
import { readIngestCounts } from "../../record/ingest-counts.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { histogramSamples, type Metric, renderMetrics, type Sample } from "./prometheus.ts";

/** Labels name tenants only as far as this goes: a series for every tenant would be one without end. */
const MAX_NAMED_COORDINATORS = 20;

/** What the router has done and how it stands, for Prometheus. Counters lag by a minute at most. */
export async function showMetrics(deps: Pick<ManageDeps, "db" | "clock">): Promise<string> {
  const [overall, ingest, waiting] = await Promise.all([
    readOverall(deps.db),
    readIngestCounts(deps.db),
    longestWaiting(deps.db, MAX_NAMED_COORDINATORS),
  ]);
  return renderMetrics(metricsOf({ overall, ingest, waiting, now: deps.clock.now() }));
}

/** Every metric, also where nothing has happened yet. */
export function metricsOf({
  overall,
  ingest,
  waiting,
  now,
}: {
  overall: Overall;
  ingest: ReadonlyMap<string, number>;
  waiting: readonly PlacedStatus[];
  now: Instant;
}): Metric[] {
  const { counts } = overall;
  return [
    ...ingestMetrics(overall, ingest),
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
    gauge(
      "hooklane_partition_oldest_undelivered_age_seconds",
      `Age of a partition's oldest undelivered event; the ${MAX_NAMED_COORDINATORS} oldest only.`,
      waiting.map(({ tenantId, partition, oldestUndeliveredAt }) => ({
        labels: { tenant: tenantId, partition: String(partition) },
        value: ageSeconds(oldestUndeliveredAt, now),
      })),
    ),
  ];
}

function ingestMetrics({ counts }: Overall, ingest: ReadonlyMap<string, number>): Metric[] {
  const results = [
    { labels: { result: "accepted" }, value: countOf(counts, "accepted") },
    { labels: { result: "duplicate" }, value: countOf(counts, "duplicates") },
    ...OTHER_RESULTS.map((result) => ({ labels: { result }, value: ingest.get(result) ?? 0 })),
  ];
  const refused = REFUSALS.map((reason) => ({ labels: { reason }, value: ingest.get(reason) ?? 0 }));
  return [
    counter("hooklane_ingest_total", "Requests of providers that were taken, by result.", results),
    counter("hooklane_ingest_refused_total", "Requests to /ingest that were refused, by reason.", refused),
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
    gauge("hooklane_build_info", "The version that answers.", [{ labels: { version: VERSION }, value: 1 }]),
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
