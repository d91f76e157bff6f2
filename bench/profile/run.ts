import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "../../local/start/bundle.ts";
import { startFloor } from "../floor-system.ts";
import { startHooklane } from "../hooklane-system.ts";
import { measure } from "../measure.ts";
import { SCENARIOS } from "../scenarios.ts";
import { stateFolder } from "../state-folder.ts";
import type { CpuProfile } from "./cpu-profile.schema.ts";
import { startProfiling, type Profiling } from "./inspector.ts";
import { Profiles, type Profiled } from "./profiles.schema.ts";
import { stagesOf } from "./stages.ts";
import { profileTable } from "./table.ts";

const HERE = import.meta.dirname;
const KEPT = join(HERE, "profiles.json");
const PAGE = join(HERE, "PROFILE.md");
const BY_HAND = "<!-- Written by `npm run bench:profile` up to here. What follows is kept by hand. -->";
const INSPECTOR_PORT = 9_339;
const EVENTS = 6_000;

const HELP = `
npm run bench:profile [-- SCENARIO] [-- OPTION ...]

Takes a CPU profile of workerd under the load of a scenario (default: deliver) and adds it up by stage.

Options
  --system S     floor or hooklane (default)
  --events N     events to profile (default ${EVENTS})
  --raw FILE     writes the profile itself, for the DevTools of a browser
  --keep LABEL   adds it to bench/profile/profiles.json and PROFILE.md under this name
  --help         this text
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    system: { type: "string", default: "hooklane" },
    events: { type: "string", default: String(EVENTS) },
    raw: { type: "string" },
    keep: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const system = values.system === "floor" ? "floor" : "hooklane";
  const scenario = SCENARIOS.find(({ name }) => name === (positionals[0] ?? "deliver"));
  const events = Number(values.events);
  if (!scenario || !Number.isInteger(events)) throw new Error(HELP);
  const taken = await takeProfile(system, { ...scenario, events });
  if (values.raw !== undefined) writeFileSync(values.raw, JSON.stringify(taken.profile));
  const profiled: Profiled = {
    label: values.keep ?? system,
    on: new Date().toISOString().slice(0, 10),
    ...{ system, scenario: scenario.name, events, cpuUsPerEvent: taken.cpuUsPerEvent },
    stages: stagesOf(taken.profile, codeOf(system)),
  };
  console.log(profileTable([profiled]));
  if (values.keep !== undefined) keep(profiled);
}

async function takeProfile(
  system: "floor" | "hooklane",
  scenario: (typeof SCENARIOS)[number],
): Promise<{ profile: CpuProfile; cpuUsPerEvent: number }> {
  const stateDir = stateFolder("disk") ?? "";
  mkdirSync(stateDir, { recursive: true });
  let profiling: Profiling | undefined;
  let profile: CpuProfile | undefined;
  const watch = {
    begin: async () => {
      profiling = await startProfiling(INSPECTOR_PORT, system);
    },
    end: async () => {
      profile = await profiling?.stop();
    },
  };
  try {
    const sourceSecret = randomBytes(32).toString("base64");
    const start = system === "floor" ? startFloor : startHooklane;
    const options = {
      stateDir,
      sourceSecret,
      logLevel: "info",
      inspectorPort: INSPECTOR_PORT,
      watch,
    } as const;
    const { verdict, cost } = await measure(scenario, start, options);
    if (verdict.balance !== "exact") throw new Error("the ledger is not exact");
    if (!profile || cost.runtimeCpuSecondsPer1000 === undefined) throw new Error("nothing was measured");
    return { profile, cpuUsPerEvent: cost.runtimeCpuSecondsPer1000 * 1_000 };
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

function codeOf(system: "floor" | "hooklane"): string {
  return bundle(resolve(HERE, `../${system}.worker.ts`), { isReadable: true });
}

function keep(profiled: Profiled): void {
  const kept = existsSync(KEPT) ? Profiles.parse(JSON.parse(readFileSync(KEPT, "utf8"))) : [];
  const profiles = [...kept.filter(({ label }) => label !== profiled.label), profiled];
  writeFileSync(KEPT, `${JSON.stringify(profiles, null, 2)}\n`);
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
  const byHand = page.split(BY_HAND)[1] ?? "\n";
  writeFileSync(PAGE, `${pageOf(profiles)}\n\n${BY_HAND}${byHand}`);
}

function pageOf(profiles: readonly Profiled[]): string {
  return `# Where an event's time goes

CPU profiles of workerd under load, added up by stage: a folder of the source, a package, the engine. Native functions
count for the stage that called them. V8 samples one isolate; the row at the end is the whole process, D1's isolate
and the profiler included, so the columns tell proportions and not what a run without a profiler costs.

${profileTable(profiles)}`;
}
