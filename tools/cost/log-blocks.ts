import { markdownTable } from "../docs/markdown.ts";
import { dollarsOf } from "./bill.ts";
import { logLines, ownLines } from "./log-lines.ts";
import type { Measured } from "./measured.schema.ts";
import { dollars } from "./money.ts";
import { type FanOut, FAN_OUTS, runOf } from "./measured-runs.ts";
import { AS_SHIPPED, type Setup } from "./setup.ts";
import { USUAL } from "./usual.ts";

const MILLION = 1_000_000;
/** From 2026-12-01 Workers Logs is billed by volume; the number comes from a second hand, not from the price page. */
const DOLLARS_PER_GB = 0.25;

/** Workers Logs per million events at fan-out 1, 3 and 10, by what is written. */
export function logsTable(measured: Measured): string {
  const choices: [string, Setup][] = [
    ["a line per event and per attempt, and the platform's own", { ...AS_SHIPPED, lines: "every" }],
    ["a line per event and per attempt alone", { ...AS_SHIPPED, lines: "every", hasInvocationLogs: false }],
    ["the platform's own alone", { ...AS_SHIPPED, lines: "none" }],
    ["neither: what went wrong only", { ...AS_SHIPPED, lines: "none", hasInvocationLogs: false }],
  ];
  return markdownTable(
    ["what is written of a success", ...FAN_OUTS.map((fanOut) => `fan-out ${fanOut}: lines, price`)],
    choices.map(([what, setup]) => [
      what,
      ...FAN_OUTS.map((fanOut) => {
        const lines = logLines(runOf(measured, USUAL, fanOut), setup);
        return `${lines.toFixed(1)}, ${dollars(dollarsOf({ "log-lines": lines * MILLION }))}`;
      }),
    ]),
  );
}

/** What Hooklane's own lines come to by volume. */
export function volumeSentence({ bytes }: Measured): string {
  const gigabytes = (fanOut: FanOut) =>
    ((bytes.ingestLine + (ownLines(fanOut, AS_SHIPPED) - 1) * bytes.attemptLine) * MILLION) / 1e9;
  const prices = FAN_OUTS.map((fanOut) => dollars(gigabytes(fanOut) * DOLLARS_PER_GB)).join(" / ");
  return `From 2026-12-01 on the platform bills logs by volume, beyond 50 GB a month. At $${DOLLARS_PER_GB} a gigabyte, a number that we have from a second hand only, Hooklane's own lines (${bytes.ingestLine} and ${bytes.attemptLine} bytes, measured) would be ${prices} per million events at fan-out ${FAN_OUTS.join(" / ")}. How large the platform's own lines are it does not say.`;
}
