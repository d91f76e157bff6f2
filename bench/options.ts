import { parseArgs } from "node:util";
import type { LogLevel } from "../src/platform/log.ts";
import { SCENARIOS, shorten, type Scenario } from "./scenarios.ts";
import { SYSTEM_NAMES, type SystemName } from "./system.ts";

const DEFAULT_ROUNDS = 5; // the fewest whose middle survives two outliers
const ROUNDS_LIMIT = 2; // so many times the wanted rounds, then the machine is too busy
const SHORT_SYSTEMS: readonly SystemName[] = ["floor", "hooklane"];
const LOG_LEVELS = ["info", "warn", "silent"] as const;

/** What this run is to do. */
export interface BenchOptions {
  scenarios: readonly Scenario[];
  systems: readonly SystemName[];
  /** Quiet rounds wanted. */
  rounds: number;
  /** Rounds after which it gives up waiting for quiet ones. */
  mostRounds: number;
  /** Whether a round waits, for a while, until other work on the machine is over. */
  waitsForQuiet: boolean;
  logLevel: LogLevel;
  /** Everything at full length: only such a run is written to RESULTS.md. */
  isComplete: boolean;
}

export type Asked = { ask: "run"; options: BenchOptions } | { ask: "help" } | { ask: "unclear"; why: string };

export const HELP = `
npm run bench [-- SCENARIO ...] [-- OPTION ...]

Measures the router against its floor, a bare Worker, on this machine and prints the rates.
Without scenarios: all of them, and the result goes to bench/RESULTS.md.
Ends with 1 when an event was lost, invented or reordered.

Scenarios
${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join("\n")}

Options
  --rounds N      quiet rounds per scenario (default ${DEFAULT_ROUNDS}); disturbed ones are repeated
  --events N      events per run instead of the scenario's own number
  --systems A,B   of ${SYSTEM_NAMES.join(", ")} (the floor once more); default all
  --log LEVEL     what the router logs: ${LOG_LEVELS.join(", ")} (default info, as it ships)
  --short         seconds: one round of few events; checks the ledger and the order, no rates worth quoting
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
      systems: { type: "string" },
      log: { type: "string", default: "info" },
      short: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

function toAsked({ values, positionals }: ReturnType<typeof parse>): Asked {
  if (values.help) return { ask: "help" };
  const events = values.events === undefined ? undefined : wholeNumber(values.events, "--events");
  const scenarios = positionals.length > 0 ? positionals.map((name) => oneOf(SCENARIOS, name)) : SCENARIOS;
  const usual = values.short ? SHORT_SYSTEMS : SYSTEM_NAMES;
  const systems = values.systems === undefined ? usual : values.systems.split(",").map(toSystem);
  const logLevel = LOG_LEVELS.find((level) => level === values.log);
  if (!logLevel) throw new Error(`--log takes ${LOG_LEVELS.join(", ")}`);
  const rounds = wholeNumber(values.rounds ?? String(values.short ? 1 : DEFAULT_ROUNDS), "--rounds");
  const isEverything = positionals.length === 0 && values.systems === undefined && events === undefined;
  return {
    ask: "run",
    options: {
      scenarios: scenarios.map((scenario) => adapt(scenario, values.short, events)),
      systems,
      rounds,
      mostRounds: values.short ? rounds : rounds * ROUNDS_LIMIT,
      waitsForQuiet: !values.short,
      logLevel,
      isComplete: isEverything && !values.short,
    },
  };
}

function toSystem(name: string): SystemName {
  const system = SYSTEM_NAMES.find((known) => known === name);
  if (!system) throw new Error(`--systems takes ${SYSTEM_NAMES.join(", ")}, separated by commas`);
  return system;
}

function adapt(scenario: Scenario, isShort: boolean, events: number | undefined): Scenario {
  const adapted = isShort ? shorten(scenario) : scenario;
  return events === undefined ? adapted : { ...adapted, events };
}

function oneOf(scenarios: readonly Scenario[], name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`there is no scenario "${name}"`);
  return found;
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${option} takes a whole number from 1`);
  return Number(text);
}
