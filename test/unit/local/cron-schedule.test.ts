import { expect, it } from "vitest";
import { isDue } from "../../../local/start/cron-schedule.ts";

// A Monday.
const AT = new Date("2026-11-23T16:35:00Z");

it.each([
  ["* * * * *", true],
  ["35 16 * * *", true],
  ["*/5 * * * *", true],
  ["0-40/7 16 23 11 *", true],
  ["1,2,35 * * * *", true],
  ["* * * * 2", true],
  ["36 * * * *", false],
  ["*/2 * * * *", false],
  ["* * * * 1", false],
  ["* * 24 * *", false],
])("knows whether %s is due", (cron, due) => {
  expect(isDue(cron, AT)).toBe(due);
});

it.each(["* * * *", "@hourly", "a * * * *", "* * * * MON"])("does not pretend to understand %s", (cron) => {
  expect(() => isDue(cron, AT)).toThrow("cron expression");
});
