import { expect, it } from "vitest";
import { retryAfter } from "../../../src/deliver/retry-after.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");

it.each([
  ["120", 120_000],
  ["120.0", 120_000],
  ["120.1", 121_000],
  [" 7 ", 7_000],
  ["0", 0],
  ["Mon, 23 Nov 2026 12:05:00 GMT", 300_000],
  ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
])("takes %s", (header, waitMs) => {
  expect(retryAfter(429, header, NOW)).toBe(NOW + waitMs);
  expect(retryAfter(503, header, NOW)).toBe(NOW + waitMs);
});

it.each(["", "invalid", "-5", "1e3", "12 seconds", "Foo, 99 Bar 2026"])("takes nothing from %j", (header) => {
  expect(retryAfter(429, header, NOW)).toBeUndefined();
});

it("waits a day at most", () => {
  expect(retryAfter(503, "9999999", NOW)).toBe(NOW + 86_400_000);
});

it("listens only where a wait has a meaning", () => {
  expect(retryAfter(500, "120", NOW)).toBeUndefined();
  expect(retryAfter(429, null, NOW)).toBeUndefined();
});
