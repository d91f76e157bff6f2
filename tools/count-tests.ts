// `node tools/count-tests.ts REPORT...`: the sum over vitest's JSON reports as `12 passed, 0 failed`, alone on a line.
import { existsSync, readFileSync } from "node:fs";
import { countOutcomes } from "./count/count-outcomes.ts";
import { VitestReport } from "./count/vitest-report.schema.ts";

const { passed, failed } = countOutcomes(process.argv.slice(2).map(readReport));

console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;

function readReport(path: string): VitestReport | null {
  if (existsSync(path)) return VitestReport.parse(JSON.parse(readFileSync(path, "utf8")));
  console.error(`${path} is missing: its suite ended without a report.`);
  return null;
}
