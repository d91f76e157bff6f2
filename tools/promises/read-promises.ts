/** A promise of docs/promises.md and the tests that break with it. */
export interface PromiseRow {
  /** The row without its tests, for a message. */
  promise: string;
  tests: NamedTest[];
}

/** A test as the document names it: `test/promises/order.test.ts` "keeps a lane in order". */
export interface NamedTest {
  file: string;
  title: string;
}

/** The rows of every table that has a column `Tests`. */
export function readPromises(markdown: string): PromiseRow[] {
  const promises: PromiseRow[] = [];
  let testsColumn = -1;
  for (const line of markdown.split("\n")) {
    const cells = cellsOf(line);
    if (cells.length === 0) {
      testsColumn = -1;
    } else if (testsColumn === -1) {
      testsColumn = cells.findIndex((cell) => /^tests?$/i.test(cell));
    } else if (!isRule(cells)) {
      promises.push(toRow(cells, testsColumn));
    }
  }
  return promises;
}

function toRow(cells: readonly string[], testsColumn: number): PromiseRow {
  const promise = cells.filter((_, column) => column !== testsColumn).join(" ");
  return { promise: promise.replaceAll("*", ""), tests: testsIn(cells[testsColumn] ?? "") };
}

// A file in backticks, then its titles in quotation marks; the file is named once for several titles.
function testsIn(cell: string): NamedTest[] {
  const tests: NamedTest[] = [];
  let file = "";
  for (const match of cell.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    if (match[1] !== undefined) file = match[1];
    if (match[2] !== undefined) tests.push({ file, title: match[2] });
  }
  return tests;
}

function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  if (!trimmed.startsWith("|")) return [];
  const inner = trimmed.replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function isRule(cells: readonly string[]): boolean {
  return cells.every((cell) => /^:?-+:?$/.test(cell));
}
