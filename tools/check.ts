// `npm run check`: every static check and the unit tests. `npm run check lint unit` runs those two.
import { reportFailure, reportLine } from "./check/report-line.ts";
import { runStep } from "./check/run-step.ts";
import { STEPS, type Step } from "./check/steps.ts";

const steps = choose(process.argv.slice(2));
const failed: string[] = [];

for (const step of steps) {
  if (process.stdout.isTTY) process.stdout.write(`  … ${step.name}\r`);
  const result = await runStep(step);
  console.log(reportLine(result));
  if (result.passed) continue;
  failed.push(step.name);
  console.log(reportFailure(result));
}

console.log(failed.length === 0 ? "\n  All checks passed." : `\n  Failed: ${failed.join(", ")}.`);
if (failed.length > 0) process.exitCode = 1;

function choose(names: readonly string[]): readonly Step[] {
  const known = STEPS.map((step) => step.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No check is called ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
    process.exit(2);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}
