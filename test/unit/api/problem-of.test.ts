import { expect, it } from "vitest";
import { problemOf } from "../../../src/api/problem-of.ts";
import { Problem } from "../../../src/platform/problem.ts";

it("leaves a problem as it is", () => {
  const problem = new Problem("conflict", "twice");

  expect(problemOf(problem)).toBe(problem);
});

it.each([
  new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."),
  new Error("D1_ERROR: Network connection lost."),
  Object.assign(new Error("broken"), { retryable: true }),
  Object.assign(new Error("too much"), { overloaded: true }),
])("asks to come again after %s", (failure) => {
  const problem = problemOf(failure);

  expect([problem.code, problem.retryAfterSeconds]).toEqual(["unavailable", 5]);
});

it.each([new Error("no such column: password=x"), "a text", null, undefined, { retryable: true }])(
  "shows nothing of %s",
  (failure) => {
    const problem = problemOf(failure);

    expect(problem.code).toBe("internal");
    expect(problem.message).not.toContain("password");
  },
);
