import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { drawCharts } from "./report/charts.ts";
import { toMarkdown } from "./report/markdown.ts";
import { mergeResults, readResults } from "./results-file.ts";
import type { Results } from "./results.schema.ts";

const MARKDOWN = resolve(import.meta.dirname, "RESULTS.md");
const RESULTS = resolve(import.meta.dirname, "results.json");
const CHARTS = resolve(import.meta.dirname, "charts");

/** Puts fresh findings beside what results.json has of everything else, and draws table and charts from all of it. */
export function writeDown(fresh: Results): void {
  const results = mergeResults(readResults(RESULTS), fresh);
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(MARKDOWN, toMarkdown(results, existsSync(MARKDOWN) ? readFileSync(MARKDOWN, "utf8") : ""));
  mkdirSync(CHARTS, { recursive: true });
  for (const { name, svg } of drawCharts(results.runs)) writeFileSync(resolve(CHARTS, `${name}.svg`), svg);
}
