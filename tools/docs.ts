// Brings the generated blocks of README.md and docs/*.md up to date; with --check it only says whether they are.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { askProduct } from "./docs/ask-product.ts";
import { categoryTable, documentedTypeTable, eventTypeTable } from "./docs/catalogue-tables.ts";
import { shapeNamed } from "./docs/openapi.schema.ts";
import { operationTable } from "./docs/operation-table.ts";
import { operatorTable } from "./docs/operator-table.ts";
import { problemTable } from "./docs/problem-table.ts";
import { replaceBlocks } from "./docs/replace-blocks.ts";
import { settingsTable } from "./docs/settings-table.ts";

const { openapi, tenant, source, subscription } = await askProduct();
const blocks: Readonly<Record<string, string>> = {
  categories: categoryTable(),
  "event-types": eventTypeTable(),
  "documented-event-types": documentedTypeTable(),
  "problem-codes": problemTable(),
  "filter-operators": operatorTable(),
  operations: operationTable(openapi),
  "tenant-settings": settingsTable(shapeNamed(openapi, "TenantDraft"), tenant),
  "source-settings": settingsTable(shapeNamed(openapi, "SourceDraft"), source),
  "subscription-settings": settingsTable(shapeNamed(openapi, "SubscriptionDraft"), subscription),
};

const isCheck = process.argv.includes("--check");
const pages = ["README.md", ...readdirSync("docs").map((name) => `docs/${name}`)];
const shown: string[] = [];
const stale: string[] = [];

for (const page of pages.filter((name) => name.endsWith(".md"))) {
  const before = readFileSync(page, "utf8");
  const { text, names } = replaceBlocks(before, blocks);
  shown.push(...names);
  if (text === before) continue;
  stale.push(page);
  if (!isCheck) writeFileSync(page, text);
}

const unused = Object.keys(blocks).filter((name) => !shown.includes(name));
if (unused.length > 0) throw new Error(`no page shows ${unused.join(", ")}`);

if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. \`npm run docs\` brings them up to date.`);
  process.exitCode = 1;
} else {
  console.log(
    `${shown.length} generated blocks${stale.length > 0 ? `, written to ${stale.join(", ")}` : " agree"}`,
  );
}
