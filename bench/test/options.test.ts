import { expect, it } from "vitest";
import { readOptions, type BenchOptions } from "../options.ts";
import { SCENARIOS } from "../scenarios.ts";

it("measures everything and writes it down when nothing is asked", () => {
  const options = optionsOf();

  expect(options.scenarios).toEqual(SCENARIOS);
  expect(options).toMatchObject({ isWritten: true, measuresColdStart: true, waitsForQuiet: true });
});

it.each([
  ["--rounds", "1"],
  ["--events", "9"],
  ["--state", "tmpfs"],
  ["--systems", "floor"],
  ["deliver"],
  ["--short"],
])("writes nothing down with %s", (...args) => {
  expect(optionsOf(...args).isWritten).toBe(false);
});

it("writes single scenarios down when that is asked", () => {
  const options = optionsOf("deliver", "--write");

  expect(options.scenarios.map(({ name }) => name)).toEqual(["deliver"]);
  expect(options).toMatchObject({ isWritten: true, measuresColdStart: false });
});

it("leaves out what none of the systems asked for can play", () => {
  const names = optionsOf("--systems", "floor").scenarios.map(({ name }) => name);

  expect(names).toContain("deliver");
  expect(names).not.toContain("retries");
});

it("keeps the ledger of every kind of scenario in the short run", () => {
  const names = optionsOf("--short").scenarios.map(({ name }) => name);

  for (const name of ["accept", "partitions-8", "tenants-100", "dead-of-five", "retries", "replay"])
    expect(names).toContain(name);
});

it.each([["of-old"], ["--state", "paper"], ["--rounds", "0"], ["--short", "--write"], ["--quick"]])(
  "says what is unclear about %s",
  (...args) => {
    expect(readOptions(args)).toMatchObject({ ask: "unclear" });
  },
);

function optionsOf(...args: string[]): BenchOptions {
  const asked = readOptions(args);
  if (asked.ask !== "run") throw new Error("nothing is to be run");
  return asked.options;
}
