import { apartUsage } from "./apart.ts";
import { dollarsOf, monthlyDollars } from "./bill.ts";
import { hooklaneUsage, type Part, PARTS } from "./hooklane-usage.ts";
import type { Measured } from "./measured.schema.ts";
import { sumUsage, timesUsage, type Usage } from "./meters.ts";
import { naiveUsage } from "./naive-usage.ts";
import { type FanOut, runOf, type Shape } from "./measured-runs.ts";
import { AS_SHIPPED } from "./setup.ts";

const MILLION = 1_000_000;
const DAYS_PER_MONTH = 30;
/** The cron: each run is a request of the Worker, whatever there is to do. */
const CRON: Usage = { "worker-requests": 30 * 24 * 60 };

/** A way in which events come: their shape, and how many subscriptions want each. */
export interface Traffic {
  shape: Shape;
  fanOut: FanOut;
}

/** List price of a million events, by part. US dollars, nothing included. */
export function priceByPart(measured: Measured, traffic: Traffic, setup = AS_SHIPPED): [Part, number][] {
  const usage = hooklaneUsage(runOf(measured, traffic.shape, traffic.fanOut), setup, measured);
  return PARTS.map((part) => [part, dollarsOf(timesUsage(usage[part], MILLION))]);
}

/** List price of a million events without Workers Logs, which every design would have. */
export function priceWithoutLogs(measured: Measured, traffic: Traffic, setup = AS_SHIPPED): number {
  return priceByPart(measured, traffic, setup).reduce(
    (sum, [part, price]) => (part === "logs" ? sum : sum + price),
    0,
  );
}

/** The same with endpoints that answer after a while and each in its own time, by the model of docs/scale.md. */
export function priceApart(measured: Measured, traffic: Traffic): number {
  const further = apartUsage(runOf(measured, traffic.shape, traffic.fanOut));
  return priceWithoutLogs(measured, traffic) + dollarsOf(timesUsage(further, MILLION));
}

/** List price of a million events in the naive design, logs left out. */
export function naivePrice(measured: Measured, { shape, fanOut }: Traffic): number {
  const { eventsPerSecond } = runOf(measured, shape, fanOut);
  const usage = naiveUsage({
    fanOut,
    eventsPerSecond,
    endpointMs: AS_SHIPPED.endpointMs,
    retentionMonths: AS_SHIPPED.retentionDays / DAYS_PER_MONTH,
    eventBytes: measured.bytes.payloadPerEvent,
  });
  return dollarsOf(timesUsage(usage, MILLION));
}

/** A month without lines for what succeeds. */
const WITHOUT_LOGS = { ...AS_SHIPPED, lines: "none", hasInvocationLogs: false } as const;

/** A month's bill of an account that runs Hooklane and nothing else: plan, included amounts, cron; endpoints apart. */
export function monthOf(measured: Measured, traffic: Traffic, events: number): number {
  const run = runOf(measured, traffic.shape, traffic.fanOut);
  const perEvent = sumUsage([...Object.values(hooklaneUsage(run, WITHOUT_LOGS, measured)), apartUsage(run)]);
  return monthlyDollars(sumUsage([timesUsage(perEvent, events), CRON]));
}
