import { styleText } from "node:util";
import type { StepResult } from "./run-step.ts";

const NAME_WIDTH = 10;
const TEXT_WIDTH = 52;

/** One aligned line: outcome, name, what it means, seconds. Without colour where there is no terminal. */
export function reportLine(result: StepResult): string {
  const mark = result.passed ? styleText("green", "✓") : styleText("red", "✗");
  const name = result.step.name.padEnd(NAME_WIDTH);
  const seconds = `${(result.durationMs / 1000).toFixed(1)} s`.padStart(7);
  return `  ${mark} ${name}${textOf(result).padEnd(TEXT_WIDTH)}${styleText("dim", seconds)}`;
}

/** The output of a failed step, moved in under its line, and how to run it alone. */
export function reportFailure({ step, output }: StepResult): string {
  const alone = styleText("dim", `npm run check ${step.name}`);
  const lines = output.split("\n").map((line) => `      ${line}`);
  return ["", ...lines, "", `      ${alone}`, ""].join("\n");
}

function textOf({ step, passed, output }: StepResult): string {
  if (!step.reports) return step.proves;
  return passed ? (output.split("\n").at(-1) ?? "") : "failed";
}
