import { awakeMsOfLoneEvent, awakeShare } from "../cost/awake.ts";
import { monthlyDollars } from "../cost/bill.ts";
import { hooklaneUsage } from "../cost/hooklane-usage.ts";
import type { Measured } from "../cost/measured.schema.ts";
import { sumUsage, timesUsage } from "../cost/meters.ts";
import { OBJECT_GB, SECONDS_PER_MONTH } from "../cost/prices.ts";
import { runOf, type Shape } from "../cost/measured-runs.ts";
import { AS_SHIPPED, wakingOf } from "../cost/setup.ts";
import { partitionCapacity } from "./deployment.ts";
import { LIMITS } from "./limits.ts";
import { tenantRates } from "./traffic.ts";

const FAN_OUT = 1;

/** Up to how many events a second of a partition a measured shape stands for: the middle between two, by factors. */
const SHAPE_UP_TO: readonly (readonly [number, Shape])[] = [
  [0.3, "lone"],
  [3, "steady-1"],
  [30, "steady-10"],
  [Infinity, "steady-100"],
];

/** The month of a whole deployment, logs left out: each tenant by the shape that its traffic is closest to. US dollars. */
export function monthlyCost(
  measured: Measured,
  demand: { eventsPerSecond: number; tenants: number; retentionDays: number },
): number {
  const setup = {
    ...AS_SHIPPED,
    retentionDays: demand.retentionDays,
    lines: "none",
    hasInvocationLogs: false,
  } as const;
  const awakeMs = awakeMsOfLoneEvent(wakingOf(setup));
  const capacity = partitionCapacity(runOf(measured, "steady-100", FAN_OUT).perEvent.objectRequests);
  const perSecond = new Map<Shape, number>();
  let awake = 0;
  for (const rate of tenantRates(demand.eventsPerSecond, demand.tenants)) {
    const partitions = Math.min(LIMITS.partitions.value, Math.max(1, Math.ceil(rate / capacity)));
    const shape = shapeFor(rate / partitions);
    perSecond.set(shape, (perSecond.get(shape) ?? 0) + rate);
    awake += partitions * awakeShare(rate / partitions, awakeMs);
  }
  const usages = [...perSecond].map(([shape, rate]) => {
    const { "coordinator: awake": _, ...parts } = hooklaneUsage(
      runOf(measured, shape, FAN_OUT),
      setup,
      measured,
    );
    return timesUsage(sumUsage(Object.values(parts)), rate * SECONDS_PER_MONTH);
  });
  return monthlyDollars(
    sumUsage([...usages, { "object-gb-seconds": awake * SECONDS_PER_MONTH * OBJECT_GB }]),
  );
}

function shapeFor(perSecond: number): Shape {
  return SHAPE_UP_TO.find(([upTo]) => perSecond < upTo)?.[1] ?? "steady-100";
}
