import { expect, it } from "vitest";
import { costPerEvent, type CostReading } from "../cost.ts";

it("divides what was counted between two readings by the events", () => {
  const cost = costPerEvent(
    readingOf({ rows: 100, requests: 10 }),
    readingOf({ rows: 500, requests: 30 }),
    100,
  );

  expect(cost).toMatchObject({ objectRowsWritten: 4, objectRequests: 0.2 });
});

it("counts the request that brings an event among the invocations", () => {
  const cost = costPerEvent(readingOf({}), readingOf({ deliverers: 50 }), 100);

  expect(cost.workerInvocations).toBe(1.5);
});

it("knows no counts where an object was built anew between the readings, although they grew", () => {
  const before = readingOf({ rows: 100, lives: "1,1" });
  const after = readingOf({ rows: 120, lives: "1,2" });

  const cost = costPerEvent(before, after, 100);

  expect(cost).toMatchObject({ objectRowsWritten: undefined, workerInvocations: undefined });
});

it("takes what the machine did beside runtime, host and driver for others' work", () => {
  const before = { ...readingOf({}), atMs: 0 };
  const after = {
    ...readingOf({}),
    atMs: 2000,
    machineCpuSeconds: 3,
    runtimeCpuSeconds: 1,
    hostCpuSeconds: 0.5,
    driverCpuSeconds: 0.5,
  };

  expect(costPerEvent(before, after, 1000)).toMatchObject({ othersCores: 0.5, runtimeCpuSecondsPer1000: 1 });
});

function readingOf(of: {
  rows?: number;
  requests?: number;
  deliverers?: number;
  lives?: string;
}): CostReading {
  return {
    atMs: 0,
    machineCpuSeconds: 0,
    runtimeCpuSeconds: 0,
    hostCpuSeconds: 0,
    driverCpuSeconds: 0,
    runtimePeakBytes: 0,
    counted: {
      lives: of.lives ?? "1",
      counters: {
        objectRowsWritten: of.rows ?? 0,
        recordRowsWritten: 0,
        recordStatements: 0,
        requests: of.requests ?? 0,
        alarms: 0,
        deliverers: of.deliverers ?? 0,
      },
    },
  };
}
