import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { ingestRoutes } from "../../../src/ingest/ingest.routes.ts";
import { Outbox } from "../../../src/deliver/outbox.ts";
import { createSourceCache } from "../../../src/ingest/source-cache.ts";
import { fromCanonicalBase64, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { createLog } from "../../../src/platform/log.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { configurationOf, subscriptionOf, unique } from "../../support/builders/coordination.ts";
import { addSecret, addSource, addTenant } from "./rows.ts";

const SECRET = toBase64(new Uint8Array(32).fill(3));

interface Answer {
  id: string;
  duplicate: boolean;
  stream: string;
  sequence: number | null;
  unrouted?: boolean;
}

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

/** D1 that can be taken away. */
function breakableDb() {
  const fault = { isAway: false };
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (fault.isAway) throw new Error("D1_ERROR: Network connection lost.");
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  return { db, fault };
}

/** A tenant with one subscription and a source of its own, and ingest over the real coordinator and D1. */
async function ingestFor(routing: "fixed" | "pointer") {
  const number = unique();
  const [tenantId, sourceId, uid] = [`ten_${number}`, `src_${number}`, `tenant-${number}`];
  const sealer = createSealer(env.ENCRYPTION_KEY);
  await addTenant({ id: tenantId, uid });
  await addSource({
    id: sourceId,
    uid: `source-${number}`,
    routing: routing === "fixed" ? { tenant: tenantId } : { pointer: "/data/metadata/tenant" },
  });
  const sealed = await sealer.seal(SECRET, `source:${sourceId}`);
  await addSecret({ sourceId, id: "sec_1", sealed, expiresAt: null });
  await env.COORDINATOR.getByName(`${tenantId}:0`).configure(
    configurationOf([subscriptionOf("sub_1")], { tenantId }),
  );

  const { db, fault } = breakableDb();
  const clock = { at: 1_780_000_000_000, now: () => clock.at };
  const log = createLog("silent");
  const delivered: { coordinator: string; leases: number; body: Uint8Array }[] = [];
  const routes = ingestRoutes({
    db,
    sources: createSourceCache({ db, sealer, clock, log }),
    coordinator: (name) => env.COORDINATOR.getByName(name),
    outbox: new Outbox(clock),
    deliver: (coordinator, { leases, body = new Uint8Array() }) => {
      delivered.push({ coordinator, leases: leases.length, body });
      return Promise.resolve();
    },
    clock,
    log,
  });

  async function send(payload: object, name = sourceId) {
    const body = toUtf8(JSON.stringify({ type: "video.media.ready", ...payload }));
    const headers = { "fastpix-signature": await sign(body) };
    const context = createExecutionContext();
    const answer = await routes.request(`/ingest/${name}`, { method: "POST", headers, body }, {}, context);
    await waitOnExecutionContext(context);
    return { status: answer.status, json: await answer.json<Answer>() };
  }
  return { send, uid, tenantId, sourceId, fault, clock, delivered, sourceUid: `source-${number}` };
}

async function sign(body: Uint8Array): Promise<string> {
  const bytes = fromCanonicalBase64(SECRET) ?? new Uint8Array();
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, body)));
}

it("accepts an event once, in the order of its stream, by the source's id and by its uid", async () => {
  const { send, sourceUid } = await ingestFor("fixed");

  const first = await send({ id: "e1", object: { id: "m1" } });
  const second = await send({ id: "e2", object: { id: "m1" } }, sourceUid);
  const again = await send({ id: "e1", object: { id: "m1" } }, sourceUid);

  expect([first.status, second.status, again.status]).toEqual([202, 202, 202]);
  expect(first.json).toEqual({ id: first.json.id, duplicate: false, stream: "media:m1", sequence: 1 });
  expect(second.json).toMatchObject({ duplicate: false, sequence: 2 });
  expect(again.json).toEqual({ ...first.json, duplicate: true });
});

it("passes on the leases with the body of the event that brought them", async () => {
  const { send, delivered, tenantId } = await ingestFor("fixed");

  await send({ id: "e1", object: { id: "m1" } });

  expect(delivered).toMatchObject([{ coordinator: `${tenantId}:0`, leases: 1 }]);
  expect(JSON.parse(new TextDecoder().decode(delivered[0]?.body))).toMatchObject({ id: "e1" });
});

it("follows a stream to the tenant that its first event named", async () => {
  const { send, uid } = await ingestFor("pointer");

  const named = await send({ id: "e1", object: { id: "m1" }, data: { metadata: { tenant: uid } } });
  const track = await send({ id: "e2", object: { id: "m1" }, data: { id: "track1" } });

  expect(named.json).toMatchObject({ stream: "media:m1", sequence: 1 });
  expect(track.json).toMatchObject({ stream: "media:m1", sequence: 2 });
});

it("keeps what belongs to nobody, once", async () => {
  const { send } = await ingestFor("pointer");

  const first = await send({ id: "e1", object: { id: "m1" } });
  const again = await send({ id: "e1", object: { id: "m1" } });

  expect(first).toMatchObject({ status: 202, json: { duplicate: false, sequence: null, unrouted: true } });
  expect(again.json).toEqual({ ...first.json, duplicate: true });
});

it("follows a stream that another isolate has learned, from D1", async () => {
  const { send, sourceId, tenantId } = await ingestFor("pointer");
  await env.DB.prepare("INSERT INTO stream_tenant (source_id, stream, tenant_id) VALUES (?, ?, ?)")
    .bind(sourceId, "media:m1", tenantId)
    .run();

  const { json } = await send({ id: "e1", object: { id: "m1" } });

  expect(json).toMatchObject({ sequence: 1, duplicate: false });
});

it("goes on accepting while D1 is away, and asks again only for what it cannot know", async () => {
  const { send, uid, fault, clock } = await ingestFor("pointer");
  const named = (id: string) => ({ id, object: { id: "m1" }, data: { metadata: { tenant: uid } } });
  await send(named("e1"));
  fault.isAway = true;
  clock.at += 10 * 60_000;

  const known = await send(named("e2"));
  const unknownStream = await send({ id: "e3", object: { id: "m2" } });
  fault.isAway = false;
  const later = await send({ id: "e3", object: { id: "m2" } });

  expect(known).toMatchObject({ status: 202, json: { sequence: 2 } });
  expect(unknownStream.status).toBe(503);
  expect(later).toMatchObject({ status: 202, json: { unrouted: true } });
});

it("sees within seconds that a source was disabled", async () => {
  const { send, sourceId, clock } = await ingestFor("fixed");
  await send({ id: "e1", object: { id: "m1" } });
  await env.DB.prepare("UPDATE source SET status = 'disabled' WHERE id = ?").bind(sourceId).run();

  clock.at += 5_000;

  expect((await send({ id: "e2", object: { id: "m1" } })).status).toBe(404);
});
