import { expect, it } from "vitest";
import { boundDatabases } from "../../../tools/deploy/bound-databases.schema.ts";
import { deployCommands, devCommands, environmentOf } from "../../../tools/deploy/deploy-commands.ts";

const MIGRATE = ["d1", "migrations", "apply", "DB", "--remote"];

it("applies the migrations before it uploads", () => {
  expect(deployCommands([], ["DB"])).toEqual([MIGRATE, ["deploy"]]);
});

it("applies the migrations to every database that is bound", () => {
  const commands = deployCommands(["--env=staging"], ["DB", "RECORD_1"]);

  expect(commands).toEqual([
    [...MIGRATE, "--env=staging"],
    ["d1", "migrations", "apply", "RECORD_1", "--remote", "--env=staging"],
    ["deploy", "--env=staging"],
  ]);
  expect(devCommands(["--port", "1"], ["DB", "RECORD_1"])).toEqual([
    ["d1", "migrations", "apply", "DB", "--local"],
    ["d1", "migrations", "apply", "RECORD_1", "--local"],
    ["dev", "--port", "1"],
  ]);
});

it("finds the databases of wrangler.toml and of its environments, and none of one that there is not", () => {
  const toml = `
    [[d1_databases]]
    binding = "DB"
    [[d1_databases]]
    binding = "RECORD_1"
    [[env.staging.d1_databases]]
    binding = "DB"`;

  expect(boundDatabases(toml, undefined)).toEqual(["DB", "RECORD_1"]);
  expect(boundDatabases(toml, "staging")).toEqual(["DB"]);
  expect(() => boundDatabases(toml, "nowhere")).toThrow(/no environment "nowhere"/);
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
])("migrates the database of the environment that it uploads to: %j", (given, environment) => {
  expect(environmentOf(given)).toBe("staging");
  expect(deployCommands(given, ["DB"])).toEqual([
    [...MIGRATE, ...environment],
    ["deploy", ...given],
  ]);
});

it("takes the top level of wrangler.toml where no environment is named", () => {
  const given = ["--secrets-file", "s"];

  expect(environmentOf(given)).toBeUndefined();
  expect(deployCommands(given, ["DB"])).toEqual([MIGRATE, ["deploy", ...given]]);
});
