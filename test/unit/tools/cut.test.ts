import { RuleTester } from "oxlint/plugins-dev";
import { describe, it } from "vitest";
import cut from "../../../tools/lint/cut.ts";

RuleTester.describe = describe;
RuleTester.it = it;

const cwd = "/checkout";
const tester = new RuleTester({ cwd, languageOptions: { parserOptions: { lang: "tsx" } } });

function inFile(path: string, code: string): { name: string; filename: string; code: string } {
  return { name: `${path}: ${code}`, filename: `${cwd}/${path}`, code };
}

function refused(path: string, code: string, message: string | RegExp) {
  return { ...inFile(path, code), errors: [{ message }] };
}

tester.run("cut/imports", cut.rules.imports, {
  valid: [
    inFile("src/api/tenants.routes.ts", 'import { Hono } from "hono";'),
    inFile("src/deliver/deliver.ts", 'import type { Lease } from "../coordinate/lease.ts";'),
    inFile("src/deliver/deliver.ts", 'type L = import("../coordinate/lease.ts").Lease;'),
    inFile("src/worker.ts", 'export { Coordinator } from "./coordinate/coordinator.do.ts";'),
    inFile("src/app.ts", 'export const name = "hono";'),
  ],
  invalid: [
    refused("src/api/tenants.ts", 'import { Hono } from "hono";', /comes in only through/),
    refused("src/deliver/deliver.ts", 'import { lease } from "../coordinate/lease.ts";', /only types/),
    refused("src/api/a.ts", 'export { b } from "../record/b.sql.ts";', /may not import record/),
    refused("src/api/a.ts", 'export * from "../portal/b.ts";', /may not import portal/),
    refused("src/api/a.ts", 'const b = import("../record/b.sql.ts");', /may not import record/),
    refused("src/api/a.ts", 'type B = import("../record/b.sql.ts").B;', /may not import record/),
  ],
});

tester.run("cut/sql", cut.rules.sql, {
  valid: [
    inFile("src/manage/a.ts", 'const text = "Select the events to delete from the list";'),
    inFile("src/manage/a.ts", "const text = `${n} rows to UPDATE`;"),
  ],
  invalid: [
    refused("src/manage/a.ts", 'const q = "SELECT id FROM event";', /\.sql\.ts/),
    refused("src/manage/a.ts", "const q = `UPDATE ${table} SET status = ?`;", /\.sql\.ts/),
    refused("src/manage/a.ts", "const q = `\n  SELECT *\n  FROM event\n`;", /\.sql\.ts/),
    refused("src/manage/a.ts", 'const q = "INSERT OR IGNORE INTO event VALUES (?)";', /\.sql\.ts/),
    refused("src/manage/a.ts", 'const q = "DELETE FROM event";', /\.sql\.ts/),
    refused("src/manage/a.ts", 'const q = "CREATE TABLE event (id TEXT)";', /\.sql\.ts/),
  ],
});

tester.run("cut/file-name", cut.rules["file-name"], {
  valid: [inFile("src/platform/ids.ts", ""), inFile("test/support/receiver.ts", "")],
  invalid: [
    refused("src/platform/utils.ts", "", /"utils" does not say/),
    refused("src/manage/string-helpers.ts", "", /"helpers" does not say/),
    refused("test/unit/common.test.ts", "", /"common" does not say/),
  ],
});
