import { existsSync, readFileSync } from "node:fs";
import type { Comparison } from "./compare.ts";
import type { BenchOptions } from "./options.ts";
import type { StartTime } from "./start-time.ts";
import { toTable } from "./table.ts";

/** Above it the bench writes, below it people do. */
const MARKER = "<!-- Written by `npm run bench` up to here. What follows is kept by hand. -->";
const KIB = 1024;

/** Everything that one complete run found out. */
export interface Findings {
  comparisons: readonly Comparison[];
  machine: readonly string[];
  start: StartTime;
  bundleGzipBytes: number;
  options: BenchOptions;
  /** ISO date. */
  on: string;
}

/** The new text of RESULTS.md at `path`: fresh numbers, the old notes. */
export function writeReport(findings: Findings, path: string): string {
  const old = existsSync(path) ? readFileSync(path, "utf8") : "";
  const notes = old.split(MARKER)[1] ?? "\n\n## Notes and decisions\n";
  return `${toMarkdown(findings)}\n${MARKER}${notes}`;
}

function toMarkdown({ comparisons, machine, start, bundleGzipBytes, options, on }: Findings): string {
  const { rounds, logLevel } = options;
  return `# Bench results

\`npm run bench\` on ${on}: ${rounds} quiet rounds, the systems in turn, each run in a fresh state folder on disk.
Medians over the quiet rounds; in brackets the lowest and the highest. The load generator and the receivers share
the machine with what is measured. Log level of the product: ${logLevel}.

${machine.map((line) => `- ${line}`).join("\n")}

${toTable(comparisons)}

| measured once | |
|---|---|
| \`npm start\` into an empty folder until /healthz | ${seconds(start.firstMs)} |
| the same with its state in place | ${seconds(start.againMs)} |
| bundle, gzipped | ${(bundleGzipBytes / KIB).toFixed(1)} KiB |

## What the words mean

${comparisons.map(({ scenario }) => `- **${scenario.name}**: ${scenario.about} (${scenario.events} events of ${scenario.bodyBytes} bytes)`).join("\n")}
- **floor**: a bare Worker on the same runtime: verifies the same HMAC, makes one insert into one Durable Object in a
  shared commit, makes one POST per subscription and puts every event into D1 in batches. It keeps no order,
  retries nothing, signs nothing. A share of 1 would mean that all of this costs nothing.
- **control**: the floor once more. Its share tells what chance alone does to a share.
- **quiet rounds**: rounds in which no run saw other processes use a fifth of a core or more. Only they count for
  rates and costs, whatever the rates were; the ledger counts in all.
- **events/s**: accepted and arrived at every subscription, from the first event sent to the last arrival.
- **share of the floor**: rate over the floor's, paired within each round. Rates of different minutes do not compare:
  the machine itself drifts.
- **202 after, arrived after**: from when the event was due; on a schedule a late start counts as waiting.
- **CPU s per 1,000, peak MiB**: the workerd process alone; CPU until the read model is complete.
- **rows per event**: rows written in object and D1 together, as the databases report them.

Every run balances its ledger: events sent = acknowledged + refused, acknowledged x subscriptions = delivered + pending,
acknowledged = recorded, no arrival out of order, no position left out. A run that does not is void and ends with 1.
`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
