import { expect, it } from "vitest";
import { stagesOf } from "../profile/stages.ts";

const CODE = [
  "// src/coordinate/accept.ts",
  "function accept() {}",
  "// node_modules/hono/dist/hono.js",
  "function dispatch() {}",
  "// src/worker.ts",
  "function fetch() {}",
].join("\n");

const frame = (functionName: string, lineNumber: number, url = "worker.mjs") => ({
  functionName,
  url,
  lineNumber,
});

/** fetch calls dispatch, that calls accept, that calls something native. */
const NODES = [
  { id: 1, callFrame: frame("(root)", -1, ""), children: [2, 6, 7, 8] },
  { id: 2, callFrame: frame("fetch", 5), children: [3] },
  { id: 3, callFrame: frame("dispatch", 3), children: [4] },
  { id: 4, callFrame: frame("accept", 1), children: [5] },
  { id: 5, callFrame: frame("exec", -1, "") },
  { id: 6, callFrame: frame("(idle)", -1, "") },
  { id: 7, callFrame: frame("(garbage collector)", -1, "") },
  { id: 8, callFrame: frame("run", 12, "cloudflare-internal:d1-api") },
];

it("adds up by folder of the source and by package, and leaves out what was idle", () => {
  const stages = stagesOf(
    { nodes: NODES, samples: [2, 3, 4, 6, 7], timeDeltas: [10, 20, 30, 500, 40] },
    CODE,
  );

  expect(stages).toEqual([
    { stage: "garbage collection", share: 0.4 },
    { stage: "src/coordinate", share: 0.3 },
    { stage: "hono", share: 0.2 },
    { stage: "src", share: 0.1 },
  ]);
});

it("counts what is native for whoever called it", () => {
  const stages = stagesOf({ nodes: NODES, samples: [5, 8], timeDeltas: [75, 25] }, CODE);

  expect(stages).toEqual([
    { stage: "src/coordinate", share: 0.75 },
    { stage: "D1 client", share: 0.25 },
  ]);
});
