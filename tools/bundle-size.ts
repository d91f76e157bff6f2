// Prints the size of the Worker as it travels to the edge, and fails when it outgrows its budget.
import { gzipSync } from "node:zlib";
import { bundle } from "../local/start/bundle.ts";

const KIB = 1024;
// What a cold start has to load and parse. Cloudflare takes 3 MB on the free plan; this is our own, far smaller limit.
const LIMIT_BYTES = 200 * KIB;

const code = bundle("src/worker.ts");
const gzipBytes = gzipSync(code, { level: 9 }).length;

console.log(`${kib(gzipBytes)} gzip of ${kib(LIMIT_BYTES)} (${kib(Buffer.byteLength(code))} minified)`);
if (gzipBytes > LIMIT_BYTES) process.exitCode = 1;

function kib(bytes: number): string {
  return `${(bytes / KIB).toFixed(1)} KiB`;
}
