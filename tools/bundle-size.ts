// Prints the size of the Worker as it travels to the edge, and fails when it outgrows its budget.
import { measureBundle } from "../bench/bundle-size.ts";

const KIB = 1024;
// What a cold start has to load and parse. Cloudflare takes 3 MB on the free plan; this is our own, far smaller limit.
const LIMIT_BYTES = 320 * KIB;

const sizeBytes = measureBundle();

console.log(`${kib(sizeBytes)} of at most ${kib(LIMIT_BYTES)}, minified and gzipped`);
if (sizeBytes > LIMIT_BYTES) process.exitCode = 1;

function kib(bytes: number): string {
  return `${(bytes / KIB).toFixed(1)} KiB`;
}
