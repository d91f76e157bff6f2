import { existsSync, readFileSync } from "node:fs";
import { type RunResult, Results } from "./results.schema.ts";
import { SCENARIOS } from "./scenarios.ts";
import { STATE_KINDS } from "./state-folder.ts";
import { SYSTEM_NAMES } from "./system.ts";

/** What an earlier run wrote down; undefined where none did. @throws where the file holds something else */
export function readResults(path: string): Results | undefined {
  return existsSync(path) ? Results.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** Fresh findings in place of old ones; a scenario is replaced as a whole, because its shares belong together. */
export function mergeResults(old: Results | undefined, fresh: Results): Results {
  const isFresh = (run: RunResult) =>
    fresh.runs.some(({ scenario, state }) => scenario === run.scenario && state === run.state);
  const kept = old?.runs.filter((run) => !isFresh(run)) ?? [];
  return {
    ...fresh,
    runs: [...kept, ...fresh.runs].filter(isKnown).toSorted((a, b) => placeOf(a) - placeOf(b)),
    coldStart: fresh.coldStart ?? old?.coldStart ?? null,
    bundleGzipBytes: fresh.bundleGzipBytes ?? old?.bundleGzipBytes ?? null,
  };
}

function isKnown({ scenario }: RunResult): boolean {
  return SCENARIOS.some(({ name }) => name === scenario);
}

/** Its place in the tables: by scenario, then by state, then by system. */
function placeOf({ scenario, state, system }: RunResult): number {
  const number = SCENARIOS.findIndex(({ name }) => name === scenario);
  return (
    (number * STATE_KINDS.length + STATE_KINDS.indexOf(state)) * SYSTEM_NAMES.length +
    SYSTEM_NAMES.indexOf(system)
  );
}
