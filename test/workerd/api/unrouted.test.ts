import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { adoptUnrouted } from "../../../src/manage/unrouted/adopt-unrouted.ts";
import { coordinatorName, partitionOf } from "../../../src/coordinate/partition.ts";
import { newId } from "../../../src/platform/ids.ts";
import { insertUnrouted, type UnroutedEvent } from "../../../src/record/unrouted.sql.ts";
import { type ApiUnderTest, apiUnderTest, emptyDatabase, newTenant, START } from "./api-under-test.ts";

beforeEach(emptyDatabase);

async function keepUnrouted(more: Partial<UnroutedEvent> = {}): Promise<string> {
  const id = newId("evt", START);
  const event: UnroutedEvent = {
    id,
    sourceId: "src_1",
    providerEventId: `of ${id}`,
    reason: "no_tenant_named",
    type: "video.media.ready",
    stream: "media:m1",
    occurredAt: START - 5,
    receivedAt: START,
    ...more,
  };
  return insertUnrouted(env.DB, event, {
    contentType: "application/json",
    headers: { "user-agent": "F" },
    body: '{"é":1}',
  });
}

async function cronDeps(api: ApiUnderTest) {
  const work: Promise<unknown>[] = [];
  return Promise.resolve({ ...api.deps, waitUntil: (promise: Promise<unknown>) => void work.push(promise) });
}

it("lists the events that no tenant was found for, with the reason", async () => {
  const api = apiUnderTest();
  const id = await keepUnrouted();

  const { json } = await api.get("/v1/unrouted");

  expect(json.data).toEqual([
    {
      id,
      sourceId: "src_1",
      providerEventId: `of ${id}`,
      type: "video.media.ready",
      stream: "media:m1",
      reason: "no_tenant_named",
      occurredAt: "2026-11-01T11:59:59.995Z",
      receivedAt: "2026-11-01T12:00:00.000Z",
    },
  ]);
});

it("hands an event as it came to its tenant's coordinator, and delivers it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { uid: "acme", partitions: 8 });
  const id = await keepUnrouted();
  const lease = { eventId: id } as never;
  api.coordinators.answer = { result: "accepted", eventId: id, sequence: 3, leases: [lease] };

  const assigned = await api.post(`/v1/unrouted/${id}/assign`, { tenant: "acme" });

  const name = coordinatorName(tenant, partitionOf("media:m1", 8));
  expect(assigned.status).toBe(202);
  expect(assigned.json).toEqual({ id, tenantId: tenant, stream: "media:m1", sequence: 3, duplicate: false });
  expect(api.coordinators.calls).toEqual([`accept ${name}`]);
  expect(api.coordinators.arrivals).toEqual([
    {
      sourceId: "src_1",
      providerEventId: `of ${id}`,
      type: "video.media.ready",
      stream: "media:m1",
      occurredAt: START - 5,
      receivedAt: START,
      contentType: "application/json",
      headers: { "user-agent": "F" },
      body: new TextEncoder().encode('{"é":1}'),
      configVersion: 1,
      learn: true,
      eventId: id,
    },
  ]);
  expect(api.delivered).toEqual([`${name} 1`]);
  expect((await api.get("/v1/unrouted")).json.data).toEqual([]);
});

it("keeps the event where the coordinator does not take it, and removes it where it knew it already", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const id = await keepUnrouted();
  const assign = () => api.post(`/v1/unrouted/${id}/assign`, { tenant });

  api.coordinators.answer = { result: "unavailable", why: "configuration-unreadable" };
  const refused = await assign();
  api.coordinators.answer = { result: "duplicate", eventId: id, sequence: 2 };
  const repeated = await assign();
  const gone = await assign();

  expect([refused.status, refused.json.code]).toEqual([503, "unavailable"]);
  expect([repeated.status, repeated.json.duplicate, repeated.json.sequence]).toEqual([202, true, 2]);
  expect(gone.status).toBe(404);
});

it("refuses to assign to a tenant that there is not", async () => {
  const api = apiUnderTest();
  const id = await keepUnrouted();

  const answer = await api.post(`/v1/unrouted/${id}/assign`, { tenant: "nobody" });

  expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, "/tenant"]);
  expect((await api.get("/v1/unrouted")).json.data).toHaveLength(1);
});

it("adopts the events of a stream whose tenant was learned since, and no others", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const known = await keepUnrouted();
  const stranger = await keepUnrouted({ stream: "media:other" });
  const misnamed = await keepUnrouted({ reason: "tenant_unknown" });
  await env.DB.prepare("INSERT INTO stream_tenant VALUES ('src_1', 'media:m1', ?)").bind(tenant).run();

  const adopted = await adoptUnrouted(await cronDeps(api), 10);

  expect(adopted).toBe(1);
  expect(api.coordinators.arrivals.map((arrival) => arrival.eventId)).toEqual([known]);
  const left = (await api.get("/v1/unrouted")).json.data.map((event: { id: string }) => event.id);
  expect(left.toSorted()).toEqual([stranger, misnamed].toSorted());
});

it("goes on to the next event when one cannot be adopted", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api, { partitions: 64 });
  await keepUnrouted({ stream: "media:a" });
  const sound = await keepUnrouted({ stream: "media:b" });
  api.coordinators.failing.set(coordinatorName(tenant, partitionOf("media:a", 64)), 1);
  await env.DB.prepare("INSERT INTO stream_tenant VALUES ('src_1', 'media:a', ?1), ('src_1', 'media:b', ?1)")
    .bind(tenant)
    .run();

  const adopted = await adoptUnrouted(await cronDeps(api), 10);

  expect(adopted).toBe(1);
  expect(api.coordinators.arrivals.map((arrival) => arrival.eventId)).toEqual([sound]);
});
