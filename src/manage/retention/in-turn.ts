import type { Instant } from "../../platform/clock.ts";

/** The cron runs once in this time. */
const RUN_MS = 60_000;

/** The same things, another one first with every run: what all of them share is not used up by the same one always. */
export function inTurn<Thing>(things: readonly Thing[], now: Instant): Thing[] {
  const first = Math.floor(now / RUN_MS) % Math.max(1, things.length);
  return [...things.slice(first), ...things.slice(0, first)];
}
