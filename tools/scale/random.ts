/** A source of numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, good enough for queues, and short enough to be read. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Time until the next of events that come at random, `mean` apart. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

/** A latency: half are below `median`, and `p99` of a hundred are below that; log-normal, as answers over a network are. */
export function latency(random: Random, { median, p99 }: { median: number; p99: number }): number {
  const Z99 = 2.3263; // of the normal distribution
  const sigma = Math.log(p99 / median) / Z99;
  // Box-Muller; 1 - x keeps the logarithm finite.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
