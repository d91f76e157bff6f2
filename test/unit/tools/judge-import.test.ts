import { describe, expect, it } from "vitest";
import { judgeImport } from "../../../tools/lint/judge-import.ts";

function judge(importer: string, specifier: string): string | undefined {
  return judgeImport({ importer: `src/${importer}`, specifier, typesOnly: false });
}

function judgeTypes(importer: string, specifier: string): string | undefined {
  return judgeImport({ importer: `src/${importer}`, specifier, typesOnly: true });
}

describe("arrows between folders", () => {
  it.each([
    ["match/patterns.ts", "../catalogue/classify.ts"],
    ["ingest/providers/fastpix.ts", "../../verify/schemes.ts"],
    ["ingest/providers/fastpix.ts", "./provider.ts"],
    ["ingest/receive.ts", "./providers/fastpix.ts"],
    ["manage/subscriptions.ts", "../deliver/sign.ts"],
    ["manage/subscriptions.ts", "../record/subscriptions.sql.ts"],
    ["coordinate/wake.ts", "../record/projection.sql.ts"],
    ["api/tenants.routes.ts", "../manage/tenants.ts"],
    ["app.ts", "./api/api.routes.ts"],
    ["worker.ts", "./config.ts"],
  ])("lets %s import %s", (importer, specifier) => {
    expect(judge(importer, specifier)).toBeUndefined();
  });

  it.each([
    ["platform/ids.ts", "../catalogue/classify.ts"],
    ["ingest/receive.ts", "../match/filters.ts"],
    ["ingest/receive.ts", "../record/tenants.sql.ts"],
    ["manage/subscriptions.ts", "../deliver/signing-keys.ts"],
    ["manage/subscriptions.ts", "../api/problem.ts"],
    ["coordinate/wake.ts", "../record/events.sql.ts"],
    ["coordinate/coordinator.do.ts", "../deliver/deliver.ts"],
    ["api/tenants.routes.ts", "../record/tenants.sql.ts"],
    ["api/tenants.routes.ts", "../portal/page.routes.tsx"],
    ["portal/page.routes.tsx", "../api/tenants.routes.ts"],
    ["unknown-folder/a.ts", "../platform/ids.ts"],
  ])("keeps %s from importing %s", (importer, specifier) => {
    expect(judge(importer, specifier)).toMatch(/may not import/);
  });

  it("opens the coordinator's lease to delivery as a type only", () => {
    expect(judgeTypes("deliver/attempt.ts", "../coordinate/lease.ts")).toBeUndefined();
    expect(judge("deliver/attempt.ts", "../coordinate/lease.ts")).toMatch(/only types/);
    expect(judgeTypes("deliver/attempt.ts", "../coordinate/lanes.ts")).toMatch(/may not import/);
  });

  it("lets nobody but the worker import the files that only wire", () => {
    expect(judgeTypes("app.ts", "./worker.ts")).toMatch(/only wires/);
    expect(judge("worker.ts", "./app.ts")).toBeUndefined();
    expect(judge("api/a.ts", "../app.ts")).toMatch(/only wires/);
  });

  it("opens the configuration to shells and not to rules", () => {
    expect(judge("deliver/deliverer.do.ts", "../config.ts")).toBeUndefined();
    expect(judge("deliver/deliver.ts", "../config.ts")).toMatch(/may not import config/);
  });

  it("keeps src from leaning on what stands around it", () => {
    expect(judge("api/a.ts", "../../tools/check.ts")).toMatch(/outside/);
  });
});

describe("doors for packages", () => {
  it.each([
    ["api/tenants.routes.ts", "hono"],
    ["portal/page.routes.tsx", "hono/html"],
    ["app.ts", "hono"],
    ["api/tenants.schema.ts", "@hono/zod-openapi"],
    ["match/filters.schema.ts", "zod"],
    ["config.ts", "zod"],
    ["coordinate/coordinator.do.ts", "cloudflare:workers"],
  ])("lets %s import %s", (importer, name) => {
    expect(judge(importer, name)).toBeUndefined();
  });

  it.each([
    ["manage/tenants.ts", "hono", /comes in only through/],
    ["manage/tenants.ts", "zod", /comes in only through/],
    ["coordinate/wake.ts", "cloudflare:workers", /comes in only through/],
    ["worker.ts", "cloudflare:workers", /comes in only through/],
    ["platform/ids.ts", "node:crypto", /has no row/],
    ["platform/ids.ts", "honolulu", /has no row/],
  ])("keeps %s from importing %s", (importer, name, why) => {
    expect(judge(importer, name)).toMatch(why);
  });
});
