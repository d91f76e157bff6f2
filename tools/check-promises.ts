// Fails when docs/promises.md names a promise without a test, or a test that would not run.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { judgePromises, type KnownTest } from "./promises/judge-promises.ts";
import { readPromises } from "./promises/read-promises.ts";
import { VitestList } from "./promises/vitest-list.schema.ts";

const DOCUMENT = "docs/promises.md";

const promises = existsSync(DOCUMENT) ? readPromises(readFileSync(DOCUMENT, "utf8")) : [];
const problems = judgePromises(promises, knownTests());

if (problems.length > 0) {
  console.error([`${DOCUMENT}:`, ...problems.map((problem) => `- ${problem}`)].join("\n"));
  process.exitCode = 1;
} else {
  const tests = promises.reduce((sum, promise) => sum + promise.tests.length, 0);
  console.log(`${promises.length} promises, kept by ${tests} tests`);
}

function knownTests(): KnownTest[] {
  const output = execFileSync("vitest", ["list", "--json"], { encoding: "utf8" });
  const listed = VitestList.parse(JSON.parse(output));
  return listed.map(({ name, file }) => ({ name, file: relative(process.cwd(), file) }));
}
