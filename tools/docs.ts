// Brings the generated blocks of README.md and docs/*.md up to date, docs/openapi.json, the client that is made of
// it, and charts; with --check it only says whether they are.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { costBlocks, costFiles } from "./cost/blocks.ts";
import { clientContract } from "./client/client-contract.ts";
import { ApiDocument } from "../src/api/reference/document.schema.ts";
import { askProduct } from "./docs/ask-product.ts";
import { categoryTable, documentedTypeTable, eventTypeTable } from "./docs/catalogue-tables.ts";
import { shapeNamed } from "./docs/openapi.schema.ts";
import { operationTable } from "./docs/operation-table.ts";
import { operationalTypes } from "./docs/operational-table.ts";
import { operatorTable } from "./docs/operator-table.ts";
import { problemTable } from "./docs/problem-table.ts";
import { replaceBlocks } from "./docs/replace-blocks.ts";
import { settingsTable } from "./docs/settings-table.ts";
import { scaleBlocks } from "./scale/blocks.ts";

const { document, openapi, tenant, source, subscription } = await askProduct();
const blocks: Readonly<Record<string, string>> = {
  categories: categoryTable(),
  "event-types": eventTypeTable(),
  "documented-event-types": documentedTypeTable(),
  "problem-codes": problemTable(),
  "filter-operators": operatorTable(),
  "operational-events": operationalTypes(),
  operations: operationTable(openapi),
  "tenant-settings": settingsTable(shapeNamed(openapi, "TenantDraft"), tenant),
  "source-settings": settingsTable(shapeNamed(openapi, "SourceDraft"), source),
  "subscription-settings": settingsTable(shapeNamed(openapi, "SubscriptionDraft"), subscription),
  ...costBlocks(),
  ...scaleBlocks(),
};
const files: Readonly<Record<string, string>> = {
  "docs/openapi.json": `${JSON.stringify(document, null, 2)}\n`,
  "src/client/operations.ts": clientContract(ApiDocument.parse(document)),
  ...costFiles(),
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

for (const [path, text] of Object.entries(files)) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  stale.push(path);
  if (!isCheck) writeFileSync(path, text);
}

const unused = Object.keys(blocks).filter((name) => !shown.includes(name));
if (unused.length > 0) throw new Error(`no page shows ${unused.join(", ")}`);

if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. \`npm run docs\` brings them up to date.`);
  process.exitCode = 1;
} else {
  console.log(
    `${shown.length} generated blocks and ${Object.keys(files).length} files${stale.length > 0 ? `, written to ${stale.join(", ")}` : " agree"}`,
  );
}
