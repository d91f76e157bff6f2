import { markdownTable } from "../docs/markdown.ts";
import type { Measured } from "./measured.schema.ts";
import { METERS } from "./meters.ts";
import { count, dollars } from "./money.ts";
import { PEERS } from "./peer-prices.ts";
import { PRICES } from "./prices.ts";
import { FAN_OUTS } from "./measured-runs.ts";

/** The platform's price list. */
export function pricesTable(): string {
  return markdownTable(
    ["unit", "price", "included a month", "as of", "source"],
    METERS.map((meter) => {
      const { unit, dollars: price, per, included, readOn, source } = PRICES[meter];
      const each = per === 1 ? "each" : "a million";
      return [unit, `${dollars(price)} ${each}`, count(included), readOn, `[page](${source})`];
    }),
  );
}

/** What hosted peers ask for the same million events. */
export function peersTable(): string {
  return markdownTable(
    ["peer", ...FAN_OUTS.map((fanOut) => `fan-out ${fanOut}`), "what is billed", "from", "as of"],
    PEERS.map(({ peer, dollarsPerMillion, unit, from, source, readOn }) => [
      `[${peer}](${source})`,
      ...FAN_OUTS.map((fanOut) => (dollarsPerMillion ? dollars(dollarsPerMillion(fanOut)) : "not public")),
      unit,
      from,
      readOn,
    ]),
  );
}

/** Where and how the counters were measured. */
export function measuredSentence({ on, machine, how }: Measured): string {
  return `Measured on ${on} (${machine.join("; ")}): ${how}`;
}
