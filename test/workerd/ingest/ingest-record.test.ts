import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Sealed } from "../../../src/platform/sealed.ts";
import { findIngestSource, findTenantPlace } from "../../../src/record/ingest-sources.sql.ts";
import { adoptable, findStreamTenant } from "../../../src/record/stream-tenants.sql.ts";
import {
  findUnrouted,
  insertUnrouted,
  listUnrouted,
  removeUnrouted,
  type UnroutedEvent,
} from "../../../src/record/unrouted.sql.ts";
import { addSecret, addSource, addTenant } from "./rows.ts";

const CONTENT = {
  contentType: "application/json",
  headers: { "user-agent": "FastPix/1" },
  body: '{"id":"e1"}',
};

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

beforeEach(async () => {
  const tables = ["tenant", "source", "source_secret", "stream_tenant", "unrouted"];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

function unroutedOf(id: string, more: Partial<UnroutedEvent> = {}): UnroutedEvent {
  return {
    id,
    sourceId: "src_1",
    providerEventId: `of ${id}`,
    reason: "no_tenant_named",
    type: "video.media.ready",
    stream: "media:m1",
    occurredAt: null,
    receivedAt: 5,
    ...more,
  };
}

it.each(["src_1", "workspace.one"])(
  "finds a source by %s with its live secrets and its tenant",
  async (name) => {
    await addTenant({ id: "ten_1", partitions: 4, configVersion: 7 });
    await addSource({
      id: "src_1",
      uid: "workspace.one",
      routing: { tenant: "ten_1" },
      orderWindowMs: 1_500,
    });
    await addSecret({ sourceId: "src_1", id: "sec_1", sealed: "v1.a" as Sealed, expiresAt: 1_001 });
    await addSecret({ sourceId: "src_1", id: "sec_2", sealed: "v1.b" as Sealed, expiresAt: null });
    await addSecret({ sourceId: "src_1", id: "sec_3", sealed: "v1.c" as Sealed, expiresAt: 1_000 });
    await addSecret({ sourceId: "src_2", id: "sec_4", sealed: "v1.d" as Sealed, expiresAt: null });

    const source = await findIngestSource(env.DB, name, 1_000);

    expect(source).toEqual({
      id: "src_1",
      provider: "fastpix",
      status: "enabled",
      orderWindowMs: 1_500,
      secrets: [
        { id: "sec_2", sealed: "v1.b", expiresAt: null },
        { id: "sec_1", sealed: "v1.a", expiresAt: 1_001 },
      ],
      routing: { tenant: { id: "ten_1", partitions: 4, configVersion: 7 } },
    });
  },
);

it("finds a source without secrets that routes by pointer", async () => {
  await addSource({ id: "src_1", routing: { pointer: "/data/metadata/tenant" } });

  const source = await findIngestSource(env.DB, "src_1", 0);

  expect(source).toMatchObject({ secrets: [], routing: { pointer: "/data/metadata/tenant" } });
});

it.each([
  ["does not exist", undefined],
  ["is being erased", "erasing"],
])("finds no tenant for a fixed source whose tenant %s", async (_, status) => {
  await addSource({ id: "src_1", routing: { tenant: "ten_1" } });
  if (status !== undefined) await addTenant({ id: "ten_1", status });

  const source = await findIngestSource(env.DB, "src_1", 0);

  expect(source?.routing).toEqual({ tenant: null });
});

it("finds no source by a name that nobody has", async () => {
  await addSource({ id: "src_1", routing: { pointer: "" } });

  expect(await findIngestSource(env.DB, "src_2", 0)).toBeNull();
});

it("finds a tenant by id and by uid, unless it is being erased", async () => {
  await addTenant({ id: "ten_1", uid: "acme", partitions: 2, configVersion: 3 });
  await addTenant({ id: "ten_2", uid: "globex", status: "erasing" });

  const found = await Promise.all(
    ["ten_1", "acme", "ten_2", "globex"].map((name) => findTenantPlace(env.DB, name)),
  );

  const place = { id: "ten_1", partitions: 2, configVersion: 3 };
  expect(found).toEqual([place, place, null, null]);
});

it("keeps an unrouted event once and gives the first one's id for the second", async () => {
  const first = await insertUnrouted(env.DB, unroutedOf("evt_1", { providerEventId: "e1" }), CONTENT);
  const second = await insertUnrouted(env.DB, unroutedOf("evt_2", { providerEventId: "e1" }), CONTENT);
  const ofAnother = await insertUnrouted(
    env.DB,
    unroutedOf("evt_3", { providerEventId: "e1", sourceId: "src_2" }),
    CONTENT,
  );

  expect([first, second, ofAnother]).toEqual(["evt_1", "evt_1", "evt_3"]);
});

it("gives an unrouted event back as it came, a megabyte of quotes included", async () => {
  const content = { ...CONTENT, body: `\uFEFF{"a":"${'\\"'.repeat(524_000)}é😀"}` };
  const event = unroutedOf("evt_1", { occurredAt: 4, reason: "tenant_unknown" });
  await insertUnrouted(env.DB, event, content);

  const found = await findUnrouted(env.DB, "evt_1");

  expect(found).toEqual({ ...event, ...content });
});

it("lists unrouted events newest first, page by page, until each is removed", async () => {
  for (const id of ["evt_1", "evt_2", "evt_3"]) await insertUnrouted(env.DB, unroutedOf(id), CONTENT);

  const first = await listUnrouted(env.DB, { limit: 2, after: null });
  const second = await listUnrouted(env.DB, { limit: 2, after: first.next });
  await removeUnrouted(env.DB, "evt_2");
  await removeUnrouted(env.DB, "evt_2");
  const left = await listUnrouted(env.DB, { limit: 5, after: null });

  expect(first.items.map(({ id }) => id)).toEqual(["evt_3", "evt_2"]);
  expect(second).toEqual({ items: [unroutedOf("evt_1")], next: null });
  expect(left.items.map(({ id }) => id)).toEqual(["evt_3", "evt_1"]);
});

it("offers for adoption what named nobody and whose stream is known since, the oldest first", async () => {
  await addTenant({ id: "ten_1" });
  await addTenant({ id: "ten_2", status: "erasing" });
  await insertUnrouted(env.DB, unroutedOf("evt_2"), CONTENT);
  await insertUnrouted(env.DB, unroutedOf("evt_1"), CONTENT);
  await insertUnrouted(env.DB, unroutedOf("evt_3", { reason: "tenant_unknown" }), CONTENT);
  await insertUnrouted(env.DB, unroutedOf("evt_4", { stream: "media:m2" }), CONTENT);
  await insertUnrouted(env.DB, unroutedOf("evt_5", { sourceId: "src_2" }), CONTENT);
  await insertUnrouted(env.DB, unroutedOf("evt_6", { stream: "media:m3" }), CONTENT);
  const learn = env.DB.prepare("INSERT INTO stream_tenant (source_id, stream, tenant_id) VALUES (?, ?, ?)");
  await env.DB.batch([learn.bind("src_1", "media:m1", "ten_1"), learn.bind("src_1", "media:m3", "ten_2")]);

  const all = await adoptable(env.DB, 10);
  const one = await adoptable(env.DB, 1);

  expect(all).toEqual([
    { id: "evt_1", tenantId: "ten_1" },
    { id: "evt_2", tenantId: "ten_1" },
  ]);
  expect(one).toEqual([{ id: "evt_1", tenantId: "ten_1" }]);
  expect(await findStreamTenant(env.DB, "src_1", "media:m1")).toBe("ten_1");
  expect(await findStreamTenant(env.DB, "src_1", "media:unknown")).toBeNull();
});
