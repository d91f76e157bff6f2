import { expect, it } from "vitest";
import { pendingMigrations } from "../../../local/start/pending-migrations.ts";

const migration = (name: string, fingerprint = `print of ${name}`) => ({ name, sql: "", fingerprint });
const MIGRATIONS = [migration("0001"), migration("0002"), migration("0003")];

it("gives all of them to a new state folder", () => {
  expect(pendingMigrations(MIGRATIONS, {})).toEqual(MIGRATIONS);
});

it("gives those that came after the last applied one", () => {
  const history = { "0001": "print of 0001", "0002": "print of 0002" };

  expect(pendingMigrations(MIGRATIONS, history).map(({ name }) => name)).toEqual(["0003"]);
});

it.each([
  ["was edited", { "0001": "another print" }, "0001 was edited"],
  ["is gone", { "0001": "print of 0001", "0000": "print" }, "newer than this checkout"],
  ["got one before it", { "0002": "print of 0002" }, "0001 stands before 0002"],
])("refuses to go on where an applied one %s", (_name, history: Record<string, string>, words) => {
  expect(() => pendingMigrations(MIGRATIONS, history)).toThrow(words);
});
