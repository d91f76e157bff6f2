import { readFileSync, writeFileSync } from "node:fs";
import { replaceBlocks } from "./replace-blocks.ts";

/** Brings one page and the files beside it up to date, and says so. `npm run docs` does the same for all pages. */
export function refreshPage(
  page: string,
  blocks: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): void {
  const { text, names } = replaceBlocks(readFileSync(page, "utf8"), blocks);
  const unused = Object.keys(blocks).filter((name) => !names.includes(name));
  if (unused.length > 0) throw new Error(`${page} does not show ${unused.join(", ")}`);
  writeFileSync(page, text);
  for (const [path, content] of Object.entries(files)) writeFileSync(path, content);
  console.log(`${names.length} blocks of ${page} are up to date`);
}
