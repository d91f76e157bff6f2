import { expect, it } from "vitest";
import { Reporter } from "../../../src/coordinate/reporter.ts";
import { emptyState } from "../../../src/coordinate/state.ts";
import { countArrival } from "../../../src/coordinate/statistics.ts";
import { createLog } from "../../../src/platform/log.ts";
import { countOf, noCounts } from "../../../src/record/counts.ts";
import type { Report } from "../../../src/record/report.sql.ts";

const START = 1_800_000_000_000;

/** A reporter whose clock moves only while it waits. @param fails how many writes fail first. */
function reporterUnderTest({ fails = 0 } = {}) {
  const state = emptyState({ tenantId: "ten_1", partition: 0 }, START);
  const clock = { at: START, now: () => clock.at };
  const written: { at: number; report: Report }[] = [];
  const waiting: { until: number; go: () => void }[] = [];
  let failsLeft = fails;
  const reporter = new Reporter({
    state: () => state,
    readTotals: () => Promise.resolve(noCounts().fill(7, 0, 1)),
    write: (report) => {
      if (failsLeft-- > 0) return Promise.reject(new Error("the record is away"));
      written.push({ at: clock.at - START, report: structuredClone(report) });
      return Promise.resolve();
    },
    wait: (ms) => new Promise((go) => waiting.push({ until: clock.at + ms, go })),
    clock,
    log: createLog("silent"),
  });
  return {
    written,
    accept() {
      countArrival(state.statistics, { category: "media", outcome: "accepted", now: clock.at });
      reporter.start();
    },
    async passTo(at: number) {
      const due = () => waiting.findIndex(({ until }) => until <= START + at);
      for (let next = due(); next !== -1; next = due()) {
        const [timer] = waiting.splice(next, 1);
        clock.at = Math.max(clock.at, timer?.until ?? 0);
        timer?.go();
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      }
      clock.at = START + at;
    },
  };
}

it("tells what came after a quiet time soon, and then once a minute however much comes", async () => {
  const { written, accept, passTo } = reporterUnderTest();

  for (let at = 0; at <= 150_000; at += 1_000) {
    await passTo(at);
    accept();
  }

  expect(written.map(({ at }) => at)).toEqual([5_000, 65_000, 125_000]);
});

it("tells nothing where nothing happens", async () => {
  const { written, accept, passTo } = reporterUnderTest();

  accept();
  await passTo(600_000);

  expect(written).toHaveLength(1);
});

it("adds what the earlier lives of the coordinator have counted", async () => {
  const { written, accept, passTo } = reporterUnderTest();

  accept();
  await passTo(10_000);
  accept();
  await passTo(100_000);

  expect(written.map(({ report }) => countOf(report.totals, "accepted"))).toEqual([8, 9]);
});

it("tells later what the record did not take", async () => {
  const { written, accept, passTo } = reporterUnderTest({ fails: 2 });

  accept();
  await passTo(200_000);

  expect(written.map(({ at, report }) => [at, report.rows.length])).toEqual([[125_000, 1]]);
});
