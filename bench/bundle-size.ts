import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle } from "../local/start/bundle.ts";

/** Gzipped bytes of the product's bundle as a deploy would upload it. */
export function measureBundle(): number {
  const code = bundle(resolve(import.meta.dirname, "../src/worker.ts"));
  return gzipSync(code, { level: 9 }).length;
}
