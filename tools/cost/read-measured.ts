import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownMeasured, withBench } from "./measured-runs.ts";
import { BenchResults, type Measured } from "./measured.schema.ts";

const BENCH = join(import.meta.dirname, "../../bench/results.json");

/** What was measured for the bill; where the bench has measured the same, its newer numbers. */
export function readMeasured(): Measured {
  if (!existsSync(BENCH)) return ownMeasured();
  return withBench(ownMeasured(), BenchResults.parse(JSON.parse(readFileSync(BENCH, "utf8"))));
}
