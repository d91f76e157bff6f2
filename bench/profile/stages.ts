import type { CpuProfile } from "./cpu-profile.schema.ts";

/** Time in which the isolate had nothing to do: no part of an event's cost. */
const IDLE = "(idle)";
/** What V8 names itself instead of a function. */
const OF_THE_ENGINE: Readonly<Record<string, string>> = {
  "(program)": "runtime, outside of JavaScript",
  "(garbage collector)": "garbage collection",
};
/** What is called by no code of ours. */
const ELSEWHERE = "runtime";

/** Where an isolate's time went: a stage is a folder of the source, a package or the runtime. */
export interface StageTime {
  stage: string;
  /** Of the time in which it was busy, from 0 to 1. Native functions count for the stage that called them. */
  share: number;
}

/** Adds a profile up by stage, most first. @param code the bundle that ran, not minified. */
export function stagesOf(profile: CpuProfile, code: string): StageTime[] {
  const stageAt = stageByLine(code);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const stages = new Map<number, string>();
  const stageOf = (id: number | undefined): string => {
    const node = id === undefined ? undefined : nodes.get(id);
    if (id === undefined || !node) return ELSEWHERE;
    const known = stages.get(id) ?? ownStage(node.callFrame, stageAt) ?? stageOf(parents.get(id));
    stages.set(id, known);
    return known;
  };

  const times = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const stage = stageOf(id);
    if (stage !== IDLE) times.set(stage, (times.get(stage) ?? 0) + (profile.timeDeltas[index] ?? 0));
  }
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([stage, time]) => ({ stage, share: time / busy }))
    .toSorted((a, b) => b.share - a.share);
}

type Frame = CpuProfile["nodes"][number]["callFrame"];

/** Undefined where a frame belongs to whoever called it. */
function ownStage(
  { functionName, url, lineNumber }: Frame,
  stageAt: (line: number) => string,
): string | undefined {
  if (functionName === IDLE) return IDLE;
  const ofTheEngine = OF_THE_ENGINE[functionName];
  if (ofTheEngine) return ofTheEngine;
  if (url.includes("cloudflare-internal:d1")) return "D1 client";
  return url.endsWith(".mjs") ? stageAt(lineNumber) : undefined;
}

/** esbuild names the module in front of its code: `// src/coordinate/accept.ts`. */
function stageByLine(code: string): (line: number) => string {
  let stage = ELSEWHERE;
  const stages = code.split("\n").map((line) => {
    const [, path] = /^\/\/ ((?:[\w@.-]+\/)+[\w.@-]+)$/.exec(line) ?? [];
    if (path) stage = stageOfPath(path);
    return stage;
  });
  return (line) => stages[line] ?? ELSEWHERE;
}

function stageOfPath(path: string): string {
  const parts = path.split("/");
  const modules = parts.lastIndexOf("node_modules");
  if (modules >= 0) return parts[modules + 1] ?? ELSEWHERE;
  return parts.slice(0, parts[0] === "src" ? Math.min(2, parts.length - 1) : 1).join("/");
}
