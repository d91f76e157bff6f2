import { expect, it } from "vitest";
import { splitStatements } from "../../../local/start/split-statements.ts";

it("splits at semicolons and drops comments", () => {
  const sql = `-- first; not a statement
    CREATE TABLE a (b TEXT); /* one; more */
    CREATE INDEX c ON a (b) -- no semicolon at the end`;

  expect(splitStatements(sql)).toEqual(["CREATE TABLE a (b TEXT)", "CREATE INDEX c ON a (b)"]);
});

it("leaves alone what stands in quotes", () => {
  const sql = `INSERT INTO a VALUES ('x;y -- z', 'it''s; fine'); CREATE TABLE "odd;name" (n INTEGER DEFAULT -1, m INTEGER DEFAULT (4/2));`;

  expect(splitStatements(sql)).toEqual([
    `INSERT INTO a VALUES ('x;y -- z', 'it''s; fine')`,
    `CREATE TABLE "odd;name" (n INTEGER DEFAULT -1, m INTEGER DEFAULT (4/2))`,
  ]);
});

it("refuses a trigger, whose body it would tear apart", () => {
  expect(() => splitStatements("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;")).toThrow("trigger");
});
