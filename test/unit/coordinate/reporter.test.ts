import { expect, it } from "vitest";
import { Reporter } from "../../../src/coordinate/reporter.ts";
import { emptyState } from "../../../src/coordinate/state.ts";
import { countArrival } from "../../../src/coordinate/statistics.ts";
import { createLog } from "../../../src/platform/log.ts";
import { countOf, noCounts } from "../../../src/record/counts.ts";
import type { Report } from "../../../src/record/report.sql.ts";

const START = 1_800_000_000_000;

/** A reporter with its alarm, on a clock in the test's hands. @param fails how many writes fail first. */
function reporterUnderTest({ fails = 0 } = {}) {
  const state = emptyState({ tenantId: "ten_1", partition: 0 }, START);
  const clock = { at: START, now: () => clock.at };
  const written: { at: number; report: Report }[] = [];
  let failsLeft = fails;
  let alarms = 0;
  const reporter = new Reporter({
    state: () => state,
    readTotals: () => Promise.resolve(noCounts().fill(7, 0, 1)),
    write: (report) => {
      if (failsLeft-- > 0) return Promise.reject(new Error("the record is away"));
      written.push({ at: clock.at - START, report: structuredClone(report) });
      return Promise.resolve();
    },
    clock,
    log: createLog("silent"),
  });
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    written,
    alarms: () => alarms,
    async accept() {
      countArrival(state.statistics, { category: "media", outcome: "accepted", now: clock.at });
      reporter.start();
      await settled();
    },
    /** Lets the alarm come whenever it is due until then. */
    async passTo(at: number) {
      for (let due = reporter.dueAt(); due !== null && due <= START + at; due = reporter.dueAt()) {
        alarms += 1;
        clock.at = Math.max(clock.at, due);
        reporter.start();
        await settled();
      }
      clock.at = START + at;
    },
  };
}

it("tells what happened once it is quiet, and nothing where nothing happens", async () => {
  const { written, accept, passTo, alarms } = reporterUnderTest();

  for (const at of [0, 1_000, 3_000]) {
    await passTo(at);
    await accept();
  }
  await passTo(600_000);

  expect(written.map(({ at }) => at)).toEqual([8_000]);
  expect(alarms()).toBe(1);
});

it("tells once a minute while it is never quiet, however much comes", async () => {
  const { written, accept, passTo } = reporterUnderTest();

  for (let at = 0; at <= 150_000; at += 1_000) {
    await passTo(at);
    await accept();
  }

  expect(written.map(({ at }) => at)).toEqual([60_000, 120_000]);
});

it("adds what the earlier lives of the coordinator have counted", async () => {
  const { written, accept, passTo } = reporterUnderTest();

  await accept();
  await passTo(10_000);
  await accept();
  await passTo(100_000);

  expect(written.map(({ report }) => countOf(report.totals, "accepted"))).toEqual([8, 9]);
});

it("tells a minute later what the record did not take", async () => {
  const { written, accept, passTo } = reporterUnderTest({ fails: 2 });

  await accept();
  await passTo(200_000);

  expect(written.map(({ at, report }) => [at, report.rows.length])).toEqual([[125_000, 1]]);
});

it("goes on when the clock was put back", async () => {
  const { written, accept, passTo } = reporterUnderTest();
  await passTo(864_000_000);
  await accept();
  await passTo(864_010_000);

  await passTo(0);
  await accept();
  await passTo(10_000);

  expect(written.map(({ at }) => at)).toEqual([864_005_000, 5_000]);
});
