import { expect, it } from "vitest";
import {
  afterFailure,
  afterSuccess,
  type Breaker,
  breakerState,
  CLOSED,
  FAILURES_TO_OPEN,
} from "../../../src/coordinate/breaker.ts";

const NOW = 1_000_000;

function failures(count: number, from: Breaker = CLOSED, now = NOW): Breaker {
  return Array.from({ length: count }).reduce<Breaker>((breaker) => afterFailure(breaker, now), from);
}

it("stays closed below the number of failures that opens it", () => {
  expect(breakerState(failures(FAILURES_TO_OPEN - 1), NOW)).toBe("closed");
});

it("counts only failures in a row", () => {
  const broken = afterSuccess(failures(FAILURES_TO_OPEN - 1));

  expect(breakerState(afterFailure(broken, NOW), NOW)).toBe("closed");
});

it("opens for ten seconds, then lets a probe through", () => {
  const breaker = failures(FAILURES_TO_OPEN);

  expect(breakerState(breaker, NOW + 9_999)).toBe("open");
  expect(breakerState(breaker, NOW + 10_000)).toBe("probe");
});

it("is not pushed further away by what was under way when it opened", () => {
  expect(failures(FAILURES_TO_OPEN + 9).openUntil).toBe(NOW + 10_000);
});

it("doubles its wait with each failed probe, up to five minutes", () => {
  const waits: number[] = [];
  let breaker = failures(FAILURES_TO_OPEN);
  let now = NOW;
  for (let probe = 0; probe < 7; probe++) {
    waits.push((breaker.openUntil ?? 0) - now);
    now = breaker.openUntil ?? 0;
    breaker = afterFailure(breaker, now);
  }

  expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

it("closes with the first success", () => {
  expect(afterSuccess(failures(FAILURES_TO_OPEN))).toEqual(CLOSED);
});
