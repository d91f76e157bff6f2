import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";

it("builds every table of the read model in an empty database", async () => {
  const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*'";

  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

  const found = await env.DB.prepare(tables).all<{ name: string }>();
  expect(found.results.map((row) => row.name)).toEqual(
    expect.arrayContaining(["tenant", "source", "subscription", "event", "attempt", "unrouted"]),
  );
});

it("leaves a migrated database as it is", async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await env.DB.prepare("INSERT INTO stream_tenant VALUES ('src_1', 'media:1', 'ten_1')").run();

  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

  const kept = await env.DB.prepare("SELECT count(*) AS rows FROM stream_tenant").first<{ rows: number }>();
  expect(kept).toEqual({ rows: 1 });
});
