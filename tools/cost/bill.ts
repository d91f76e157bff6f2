import { type Meter, METERS, type Usage } from "./meters.ts";
import { PLAN_DOLLARS, PRICES } from "./prices.ts";

/** What a usage costs at list prices, nothing included: the price of more of the same. US dollars. */
export function dollarsOf(usage: Usage): number {
  return METERS.reduce((sum, meter) => sum + priceOf(meter, usage[meter] ?? 0), 0);
}

/** What a month costs an account that does nothing else: the plan, and what goes beyond its included amounts. */
export function monthlyDollars(usage: Usage): number {
  return METERS.reduce(
    (sum, meter) => sum + priceOf(meter, Math.max(0, (usage[meter] ?? 0) - PRICES[meter].included)),
    PLAN_DOLLARS,
  );
}

function priceOf(meter: Meter, amount: number): number {
  const { dollars, per } = PRICES[meter];
  return (amount / per) * dollars;
}
