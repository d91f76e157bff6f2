import { parseArgs } from "node:util";
import type { LogLevel } from "../src/platform/log.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS, shorten } from "./scenarios.ts";
import { STATE_KINDS, type StateKind } from "./state-folder.ts";
import { SYSTEM_NAMES, type SystemName } from "./system.ts";

/** Measures the start of the product's process: not a load, so not among the scenarios. */
const COLD_START = "cold-start";
const LOG_LEVELS = ["info", "warn", "silent"] as const;

/** What this run is to do. */
export interface BenchOptions {
  scenarios: readonly Scenario[];
  measuresColdStart: boolean;
  /** Whether a round waits, for a while, until other work on the machine is over, and is repeated if it was not. */
  waitsForQuiet: boolean;
  logLevel: LogLevel;
  /** Whether the findings go to results.json, RESULTS.md and the charts. */
  isWritten: boolean;
}

export type Asked = { ask: "run"; options: BenchOptions } | { ask: "help" } | { ask: "unclear"; why: string };

export const HELP = `
npm run bench [-- SCENARIO ...] [-- OPTION ...]

Measures the router against its floor, a bare Worker, on this machine and prints the rates.
Without scenarios: all of them (half an hour), and the findings are written down.
Ends with 1 when an event was lost, invented or reordered, never for a rate.

Scenarios
${[...SCENARIOS, { name: COLD_START, about: "npm start until /healthz, the first 202 and the first delivery" }].map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join("\n")}

Options
  --rounds N      quiet rounds for each scenario instead of its own number; disturbed ones are repeated
  --events N      events per run instead of the scenario's own number
  --systems A,B   of ${SYSTEM_NAMES.join(", ")} (the floor once more); default: those that can play the scenario
  --state A,B     where the state lies, of ${STATE_KINDS.join(", ")}; default: the scenario's own
  --log LEVEL     what the router logs: ${LOG_LEVELS.join(", ")} (default info, as it ships)
  --write         writes down the scenarios named, beside what bench/results.json has of the others
  --busy          takes the machine as it is: no waiting for a quiet one, no round twice
  --short         a minute: one round of few events; checks the ledger and the order, no rates worth quoting
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
      state: { type: "string" },
      log: { type: "string", default: "info" },
      write: { type: "boolean", default: false },
      busy: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

type Parsed = ReturnType<typeof parse>;

function toAsked({ values, positionals }: Parsed): Asked {
  if (values.help) return { ask: "help" };
  const logLevel = LOG_LEVELS.find((level) => level === values.log);
  if (!logLevel) throw new Error(`--log takes ${LOG_LEVELS.join(", ")}`);
  const isEverything = positionals.length === 0;
  const isAltered = [values.rounds, values.events, values.systems, values.state].some(
    (value) => value !== undefined,
  );
  if (values.write && values.short) throw new Error("--short finds out nothing worth writing down");
  return {
    ask: "run",
    options: {
      scenarios: chooseScenarios(positionals, values.short).flatMap((scenario) => adapt(scenario, values)),
      measuresColdStart: (isEverything && !values.short) || positionals.includes(COLD_START),
      waitsForQuiet: !values.short && !values.busy,
      logLevel,
      isWritten: values.write || (isEverything && !isAltered && !values.short),
    },
  };
}

function chooseScenarios(names: readonly string[], isShort: boolean): readonly Scenario[] {
  if (names.length > 0) {
    return names.filter((name) => name !== COLD_START).map((name) => oneOf(SCENARIOS, name, "SCENARIO"));
  }
  return isShort ? SCENARIOS.filter(({ shortEvents }) => shortEvents > 0) : SCENARIOS;
}

/** The scenario as this run plays it; nothing where none of the systems asked for can. */
function adapt(scenario: Scenario, { short, rounds, events, systems, state }: Parsed["values"]): Scenario[] {
  const base = short ? shorten(scenario) : scenario;
  const wanted = systems?.split(",").map((name) => oneOf(SYSTEM_NAMES.map(named), name, "--systems").name);
  const adapted: Scenario = {
    ...base,
    events: events === undefined ? base.events : wholeNumber(events, "--events"),
    rounds: rounds === undefined ? base.rounds : wholeNumber(rounds, "--rounds"),
    systems: wanted ? wanted.filter((system) => canPlay(scenario, system)) : base.systems,
    states:
      state?.split(",").map((kind) => oneOf(STATE_KINDS.map(named), kind, "--state").name) ?? base.states,
  };
  return adapted.systems.length > 0 ? [adapted] : [];
}

function canPlay({ systems }: Scenario, system: SystemName): boolean {
  return systems.includes(system === "control" ? "floor" : system);
}

function named<Name extends SystemName | StateKind>(name: Name): { name: Name } {
  return { name };
}

function oneOf<Known extends { name: string }>(known: readonly Known[], name: string, what: string): Known {
  const found = known.find((one) => one.name === name);
  if (!found) throw new Error(`${what} takes ${known.map((one) => one.name).join(", ")}; not "${name}"`);
  return found;
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${option} takes a whole number from 1`);
  return Number(text);
}
