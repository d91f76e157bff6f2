import { describe, expect, it } from "vitest";
import { renderMetrics } from "../../../src/manage/statistics/prometheus.ts";
import { metricsOf } from "../../../src/manage/statistics/show-metrics.ts";
import type { Overall } from "../../../src/record/overall.ts";
import { countDuration, countOutcome, noCounts } from "../../../src/record/counts.ts";

const NOW = 1_800_000_000_000;
const NOTHING: Overall = {
  counts: noCounts(),
  coordinators: 0,
  openEvents: 0,
  oldestUndeliveredAt: null,
  openBreakers: 0,
  unrecorded: 0,
  projectionLagMs: 0,
};

function rendered(overall: Partial<Overall> = {}, ingest: Record<string, number> = {}): string {
  const all = { ...NOTHING, ...overall };
  const waiting = [
    {
      tenantId: 'ten_"1',
      partition: 0,
      at: NOW,
      ...all,
      oldestUnrecordedAt: null,
      oldestUndeliveredAt: NOW - 9_000,
    },
  ];
  return renderMetrics(
    metricsOf({ overall: all, ingest: new Map(Object.entries(ingest)), waiting, databases: [] }, NOW),
  );
}

describe("the metrics", () => {
  it("are there at zero before anything has happened", () => {
    const text = rendered();

    expect(text).toContain('hooklane_ingest_total{result="accepted"} 0\n');
    expect(text).toContain('hooklane_ingest_refused_total{reason="signature_mismatch"} 0\n');
    expect(text).toContain('hooklane_deliveries_total{outcome="failed"} 0\n');
    expect(text).toContain('hooklane_attempt_duration_seconds_bucket{le="+Inf"} 0\n');
    expect(text).toContain("hooklane_oldest_undelivered_age_seconds 0\n");
  });

  it("have a help, a type and well-formed samples, each name once", () => {
    const lines = rendered({ openEvents: 3 }).trimEnd().split("\n");
    const heads = lines.filter((line) => line.startsWith("# TYPE ")).map((line) => line.split(" ")[2]);

    const malformed = lines.filter(
      (line) =>
        !/^(# (HELP|TYPE) hooklane_\w+ .+|hooklane_\w+(\{(\w+="([^"\\]|\\.)*",?)+\})? \d+(\.\d+)?)$/.test(
          line,
        ),
    );
    expect(malformed).toEqual([]);
    expect(new Set(heads).size).toBe(heads.length);
    expect(lines.filter((line) => line.startsWith("# HELP ")).length).toBe(heads.length);
  });

  it("count attempts in a histogram whose buckets add up, in seconds", () => {
    const counts = noCounts();
    for (const durationMs of [5, 20, 400, 30_000]) countDuration(counts, durationMs);
    countOutcome(counts, "retried");

    const text = rendered({ counts });

    expect(text).toContain('_bucket{le="0.01"} 1\n');
    expect(text).toContain('_bucket{le="0.5"} 3\n');
    expect(text).toContain('_bucket{le="25"} 3\n');
    expect(text).toContain('_bucket{le="+Inf"} 4\n');
    expect(text).toContain("hooklane_attempt_duration_seconds_sum 30.425\n");
    expect(text).toContain("hooklane_attempt_duration_seconds_count 4\n");
    expect(text).toContain("hooklane_retries_total 1\n");
  });

  it("tell ages in seconds and escape what stands in labels", () => {
    const text = rendered({ oldestUndeliveredAt: NOW - 12_500, projectionLagMs: 250 }, { probe: 4 });

    expect(text).toContain("hooklane_oldest_undelivered_age_seconds 12.5\n");
    expect(text).toContain("hooklane_projection_lag_seconds 0.25\n");
    expect(text).toContain('hooklane_ingest_total{result="probe"} 4\n');
    expect(text).toContain('{tenant="ten_\\"1",partition="0"} 9\n');
  });
});
