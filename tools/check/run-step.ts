import { spawn } from "node:child_process";
import { OFFLINE_ENVIRONMENT } from "../offline-environment.ts";
import type { Step } from "./steps.ts";

// A step writes into a pipe, so it cannot see for itself whether a person reads along.
const COLOUR = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };

/** What one step came to. */
export interface StepResult {
  step: Step;
  passed: boolean;
  durationMs: number;
  /** Both streams in the order in which they came. */
  output: string;
}

/** Runs a step to its end and keeps what it prints. */
export function runStep(step: Step): Promise<StepResult> {
  const [program, ...arguments_] = step.command;
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const finish = (passed: boolean): void => {
      const output = Buffer.concat(chunks).toString("utf8").trimEnd();
      resolve({ step, passed, durationMs: performance.now() - startedAt, output });
    };
    const child = spawn(program, arguments_, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...OFFLINE_ENVIRONMENT, ...COLOUR },
    });
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${program} did not start: ${error.message}. Use npm run check.`));
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}
