import { expect, it } from "vitest";
import { countOutcomes } from "../../../tools/count/count-outcomes.ts";

function file(status: string, ...tests: string[]) {
  return { status, assertionResults: tests.map((test) => ({ status: test })) };
}

it("adds up the tests of several suites", () => {
  const unit = { testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed")] };
  const crash = { testResults: [file("passed", "passed", "skipped")] };

  const outcomes = countOutcomes([unit, crash]);

  expect(outcomes).toEqual({ passed: 4, failed: 1 });
});

it("counts a file that broke before or after its tests as one failed test", () => {
  const broken = { testResults: [file("failed"), file("failed", "passed")] };

  const outcomes = countOutcomes([broken]);

  expect(outcomes).toEqual({ passed: 1, failed: 2 });
});

it("counts a suite without a report as one failed test", () => {
  const outcomes = countOutcomes([null, { testResults: [file("passed", "passed")] }]);

  expect(outcomes).toEqual({ passed: 1, failed: 1 });
});
