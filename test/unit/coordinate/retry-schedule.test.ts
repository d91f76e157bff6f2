import { expect, it } from "vitest";
import { JITTER, nextAttemptAt } from "../../../src/coordinate/retry-schedule.ts";

const NOW = 1_000_000;
const SCHEDULE = [5, 300];

it("takes the step that belongs to the failed attempt", () => {
  expect(nextAttemptAt(SCHEDULE, { attempt: 1, now: NOW }, 0.5)).toBe(NOW + 5_000);
  expect(nextAttemptAt(SCHEDULE, { attempt: 2, now: NOW }, 0.5)).toBe(NOW + 300_000);
});

it("ends when the schedule does", () => {
  expect(nextAttemptAt(SCHEDULE, { attempt: 3, now: NOW }, 0.5)).toBeNull();
  expect(nextAttemptAt([], { attempt: 1, now: NOW }, 0.5)).toBeNull();
});

it("spreads a step by a tenth either way", () => {
  expect(nextAttemptAt(SCHEDULE, { attempt: 2, now: NOW }, 0)).toBe(NOW + 300_000 * (1 - JITTER));
  expect(nextAttemptAt(SCHEDULE, { attempt: 2, now: NOW }, 1)).toBe(NOW + 300_000 * (1 + JITTER));
});

it("honours what the endpoint asked for in full, whatever the step says", () => {
  const retryAt = NOW + 86_400_000;

  expect(nextAttemptAt(SCHEDULE, { attempt: 1, now: NOW, retryAt }, 0.9)).toBe(retryAt);
});

it("does not let the endpoint use up its schedule in a hurry", () => {
  expect(nextAttemptAt(SCHEDULE, { attempt: 2, now: NOW, retryAt: NOW }, 0.5)).toBe(NOW + 300_000);
});

it("gives no attempt beyond the schedule, even when the endpoint asks for one", () => {
  expect(nextAttemptAt(SCHEDULE, { attempt: 3, now: NOW, retryAt: NOW + 1 }, 0.5)).toBeNull();
});
