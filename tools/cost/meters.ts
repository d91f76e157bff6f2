/** What the platform counts. Gigabytes are decimal, as on its price lists. */
export const METERS = [
  "worker-requests",
  "worker-cpu-ms",
  "object-requests",
  "object-gb-seconds",
  "object-rows-written",
  "object-gb-months",
  "record-rows-written",
  "record-gb-months",
  "queue-operations",
  "log-lines",
] as const;

export type Meter = (typeof METERS)[number];

/** How much of each meter something uses; what is absent is nothing. */
export type Usage = Readonly<Partial<Record<Meter, number>>>;

/** Everything that several usages come to. */
export function sumUsage(usages: readonly Usage[]): Usage {
  return toUsage((meter) => usages.reduce((sum, usage) => sum + (usage[meter] ?? 0), 0));
}

/** The same usage so many times over. */
export function timesUsage(usage: Usage, factor: number): Usage {
  return toUsage((meter) => (usage[meter] ?? 0) * factor);
}

function toUsage(amountOf: (meter: Meter) => number): Usage {
  return Object.fromEntries(
    METERS.map((meter) => [meter, amountOf(meter)] as const).filter(([, amount]) => amount !== 0),
  );
}
