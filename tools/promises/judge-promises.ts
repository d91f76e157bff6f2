import type { NamedTest, PromiseRow } from "./read-promises.ts";

/** A test that the test runner would run. */
export interface KnownTest {
  /** Path from the folder of the checkout. */
  file: string;
  /** The title with those of the groups around it: `lanes > keeps their order`. */
  name: string;
}

/** What is wrong with the promises, a sentence each; empty where every one has tests that would run. */
export function judgePromises(promises: readonly PromiseRow[], known: readonly KnownTest[]): string[] {
  if (promises.length === 0) return ["There is no table with a column Tests."];
  return promises.flatMap(({ promise, tests }) => {
    if (tests.length === 0) return [`No test keeps this promise: ${promise}`];
    return tests
      .filter((test) => !known.some((candidate) => isSame(candidate, test)))
      .map((test) => `${test.file} has no running test "${test.title}".`);
  });
}

function isSame(known: KnownTest, named: NamedTest): boolean {
  if (known.file !== named.file) return false;
  return known.name === named.title || known.name.endsWith(` > ${named.title}`);
}
