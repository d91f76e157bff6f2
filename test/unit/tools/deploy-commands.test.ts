import { expect, it } from "vitest";
import { deployCommands } from "../../../tools/deploy/deploy-commands.ts";

const MIGRATE = ["d1", "migrations", "apply", "DB", "--remote"];

it("applies the migrations before it uploads", () => {
  expect(deployCommands([])).toEqual([MIGRATE, ["deploy"]]);
});

it.each([
  [
    ["--env", "staging", "--secrets-file", "s"],
    ["--env", "staging"],
  ],
  [
    ["--secrets-file", "s", "-e", "staging"],
    ["-e", "staging"],
  ],
  [["--env=staging"], ["--env=staging"]],
  [["--secrets-file", "s"], []],
])("migrates the database of the environment that it uploads to: %j", (given, environment) => {
  expect(deployCommands(given)).toEqual([
    [...MIGRATE, ...environment],
    ["deploy", ...given],
  ]);
});
