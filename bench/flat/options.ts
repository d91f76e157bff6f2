import { parseArgs } from "node:util";
import type { Loads } from "./measure-point.ts";
import { SERIES, type Series, shorten } from "./points.ts";

/** What this run is to do. */
export interface FlatOptions {
  series: readonly Series[];
  /** Each point once in each; ratios are made within a round. */
  rounds: number;
  loads: Loads;
  /** Reads of each kind. */
  reads: number;
  /** Where states are kept for the next run; null = they are made anew and removed. */
  statesDir: string | null;
  /** Everything, with states of full size: only such a run is written down. */
  isComplete: boolean;
}

export type Asked = { ask: "run"; options: FlatOptions } | { ask: "help" } | { ask: "unclear"; why: string };

const DEFAULT_ROUNDS = 5; // the fewest whose middle survives two outliers
const LOADS: Loads = {
  warmUp: 500,
  closed: { events: 3_000, connections: 32 },
  open: { events: 800, perSecond: 100 },
};
const SHORT_LOADS: Loads = {
  warmUp: 40,
  closed: { events: 200, connections: 16 },
  open: { events: 60, perSecond: 60 },
};
const READS = 20;
const SHORT_READS = 3;

export const HELP = `
npm run bench:flat [-- SERIES ...] [-- OPTION ...]

Measures whether an event costs the same however much a tenant has: the same load on states that differ in one
thing. Without series: all of them, then what reads of the API and a coordinator's wake cost, and the result
goes to bench/flat/FLAT.md. Ends with 1 when an event was lost, invented or reordered.

Series
${SERIES.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join("\n")}

Options
  --rounds N      of each point (default ${DEFAULT_ROUNDS}), there and back again
  --events N      events of the closed loop (default ${LOADS.closed.events}); the open loop gets a quarter
  --states DIR    keeps the states there for the next run: a million events take minutes to make
  --short         seconds a point, small states: checks the ledger, no numbers worth quoting
  --help          this text
`;

/** Reads the command line. */
export function readOptions(args: readonly string[]): Asked {
  try {
    return toAsked(parse([...args]));
  } catch (error) {
    return { ask: "unclear", why: error instanceof Error ? error.message : String(error) };
  }
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: "string" },
      events: { type: "string" },
      states: { type: "string" },
      short: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

function toAsked({ values, positionals }: ReturnType<typeof parse>): Asked {
  if (values.help) return { ask: "help" };
  const series = positionals.length > 0 ? positionals.map(seriesOf) : SERIES;
  const usual = values.short ? SHORT_LOADS : LOADS;
  const closed = wholeNumber(values.events ?? String(usual.closed.events), "--events");
  const open = values.events === undefined ? usual.open.events : Math.ceil(closed / 4);
  return {
    ask: "run",
    options: {
      series: values.short ? series.map(shorten) : series,
      rounds: wholeNumber(values.rounds ?? String(values.short ? 1 : DEFAULT_ROUNDS), "--rounds"),
      loads: {
        ...usual,
        closed: { ...usual.closed, events: closed },
        open: { ...usual.open, events: open },
      },
      reads: values.short ? SHORT_READS : READS,
      statesDir: values.states ?? null,
      isComplete: positionals.length === 0 && !values.short,
    },
  };
}

function seriesOf(name: string): Series {
  const found = SERIES.find((series) => series.name === name);
  if (!found) throw new Error(`there is no series "${name}"`);
  return found;
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${option} takes a whole number from 1`);
  return Number(text);
}
