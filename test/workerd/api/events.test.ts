import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { deliveryId, newId } from "../../../src/platform/ids.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, START } from "./api-under-test.ts";
import { deliveredTo, eventOf, pendingTo, record } from "./recorded.ts";

const SUB_A = newId("sub", START);
const SUB_B = newId("sub", START);

beforeEach(emptyDatabase);

it("lists an event with its place, its status and the counts of its deliveries", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const receivedAt = Date.parse("2026-11-01T13:00:00.123Z");
  const deliveries = [
    deliveredTo(SUB_A),
    pendingTo(SUB_B),
    pendingTo("sub_c", { st: "parked" }),
    pendingTo("sub_d", { st: "failed" }),
    pendingTo("sub_e", { st: "skipped" }),
  ];
  const event = eventOf(tenant, {
    receivedAt,
    occurredAt: receivedAt - 500,
    late: true,
    status: "pending",
    deliveries,
  });
  await record([event]);

  const { json } = await api.get(`/v1/tenants/${tenant}/events`);

  expect(json).toEqual({
    data: [
      {
        id: event.id,
        tenantId: tenant,
        sourceId: "src_1",
        providerEventId: event.providerEventId,
        type: "video.media.ready",
        categories: ["media"],
        stream: "media:m1",
        sequence: event.sequence,
        occurredAt: "2026-11-01T12:59:59.623Z",
        receivedAt: "2026-11-01T13:00:00.123Z",
        late: true,
        status: "pending",
        deliveryCounts: { total: 5, delivered: 1, failed: 1, pending: 2 },
      },
    ],
    nextCursor: null,
  });
});

it("narrows the list by each filter, and by several together", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const at = (minute: number) => START + minute * 60_000;
  const ready = eventOf(tenant, { receivedAt: at(1) });
  const live = eventOf(tenant, {
    receivedAt: at(2),
    type: "video.live_stream.active",
    categories: ["live_stream"],
    stream: "live:l1",
    status: "delivered",
    deliveries: [deliveredTo(SUB_A)],
  });
  const recording = eventOf(tenant, {
    receivedAt: at(3),
    type: "video.media.live_stream.created",
    categories: ["media", "live_stream"],
    status: "failed",
    deliveries: [pendingTo(SUB_A, { st: "failed" })],
  });
  await record([ready, live, recording]);
  const found = async (query: string) =>
    (await api.get(`/v1/tenants/${tenant}/events?${query}`)).json.data.map(
      (event: { id: string }) => event.id,
    );

  expect(await found("")).toEqual([recording.id, live.id, ready.id]);
  expect(await found("type=VIDEO.media.READY")).toEqual([ready.id]);
  expect(await found("type=video.media")).toEqual([]);
  expect(await found("category=live_stream")).toEqual([recording.id, live.id]);
  expect(await found("category=media")).toEqual([recording.id, ready.id]);
  expect(await found("stream=live:l1")).toEqual([live.id]);
  expect(await found("status=failed")).toEqual([recording.id]);
  expect(await found("status=delivered")).toEqual([live.id]);
  expect(await found("status=unmatched")).toEqual([ready.id]);
  expect(await found("from=2026-11-01T12:02:00.000Z")).toEqual([recording.id, live.id]);
  expect(await found("to=2026-11-01T12:02:00.000Z")).toEqual([ready.id]);
  expect(await found("from=2026-11-01T13:02:00%2B01:00&to=2026-11-01T12:03:00Z")).toEqual([live.id]);
  expect(await found("category=media&status=failed&stream=media:m1")).toEqual([recording.id]);
  expect(await found("type=%00")).toEqual([]);
});

it.each(["status=lost", "category=films", "from=yesterday", "to=2026-13-01T00:00:00Z"])(
  "refuses the filter %s and names it",
  async (filter) => {
    const api = apiUnderTest();
    const tenant = await newTenant(api);

    const answer = await api.get(`/v1/tenants/${tenant}/events?${filter}`);

    expect([answer.status, answer.json.errors[0]?.pointer]).toEqual([422, filter.split("=")[0]]);
  },
);

it("shows one event with payload, headers and deliveries", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const body = '\uFEFF{"type":"video.media.ready","id":"e1","data":{"title":"é"}}';
  const event = eventOf(tenant, { body, status: "delivered", deliveries: [deliveredTo(SUB_A, { p: 7 })] });
  await record([event]);

  const { status, json } = await api.get(`/v1/tenants/${tenant}/events/${event.id}`);

  expect(status).toBe(200);
  expect(json.payload).toEqual({ type: "video.media.ready", id: "e1", data: { title: "é" } });
  expect(json.headers).toEqual({ "user-agent": "FastPix/1", "content-type": "application/json" });
  expect(json.misses).toEqual([]);
  expect(json.deliveries).toEqual([
    {
      id: deliveryId(event.id, SUB_A),
      eventId: event.id,
      subscriptionId: SUB_A,
      type: "video.media.ready",
      stream: "media:m1",
      sequence: event.sequence,
      position: 7,
      status: "delivered",
      attemptCount: 1,
      createdAt: new Date(event.receivedAt).toISOString(),
      settledAt: "2026-11-01T12:00:05.000Z",
    },
  ]);
});

it("masks credentials and what the source redacts", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const routing = { tenant };
  const { json: source } = await api.post("/v1/sources", {
    name: "W",
    provider: "fastpix",
    routing,
    redact: ["/data/metadata/email", "/data/absent"],
  });
  const data = {
    streamId: "l1",
    streamKey: "k",
    srtSecret: "s",
    metadata: { email: "a@b.c", tenant: "acme" },
  };
  const event = eventOf(tenant, {
    sourceId: source.id,
    type: "video.live_stream.created",
    body: JSON.stringify({ type: "video.live_stream.created", id: "e1", data }),
  });
  await record([event]);

  const { json } = await api.get(`/v1/tenants/${tenant}/events/${event.id}`);

  expect(json.payload.data).toEqual({
    streamId: "l1",
    streamKey: "***",
    srtSecret: "***",
    metadata: { email: "***", tenant: "acme" },
  });
});

it("says why the other subscriptions do not have the event", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const receiver = await newSubscription(api, tenant);
  const picky = await newSubscription(api, tenant, { categories: ["ai"] });
  const event = eventOf(tenant, { receivedAt: START + 60_000, deliveries: [deliveredTo(receiver.id)] });
  await record([event]);
  api.clock.at = START + 120_000;
  const late = await newSubscription(api, tenant);

  const { json } = await api.get(`/v1/tenants/${tenant}/events/${event.id}`);

  const reasons = new Map(
    json.misses.map((miss: { subscriptionId: string; reason: string }) => [miss.subscriptionId, miss.reason]),
  );
  expect([...reasons.keys()].toSorted()).toEqual([picky.id, late.id].toSorted());
  expect(reasons.get(picky.id)).toContain("asks only for category ai");
  expect(reasons.get(late.id)).toContain("after this event");
});

it("does not show a tenant the event or the delivery of another", async () => {
  const api = apiUnderTest();
  const [tenant, other] = [await newTenant(api), await newTenant(api)];
  const event = eventOf(tenant, { deliveries: [deliveredTo(SUB_A)] });
  await record([event]);

  const answers = await Promise.all([
    api.get(`/v1/tenants/${other}/events/${event.id}`),
    api.get(`/v1/tenants/${other}/deliveries/${deliveryId(event.id, SUB_A)}`),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect((await api.get(`/v1/tenants/${other}/events`)).json.data).toEqual([]);
  expect((await api.get(`/v1/tenants/${other}/deliveries`)).json.data).toEqual([]);
});

it("pages on through a record in which a filter finds little", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const rare = eventOf(tenant, { receivedAt: START, type: "video.media.failed" });
  await record([rare]);
  // As many younger events as one page looks at, made inside the database.
  await env.DB.prepare(
    `INSERT INTO event SELECT tenant_id, 'evt_1z' || printf('%024d', n.value), 1, source_id, 'p', 'video.media.ready',
       categories, stream, 1, NULL, received_at, 0, status, 0, deliveries, content_type, headers, NULL
     FROM event, (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 20000) SELECT value FROM n) AS n
     WHERE id = ?`,
  )
    .bind(rare.id)
    .run();
  const path = `/v1/tenants/${tenant}/events?type=video.media.failed`;

  const first = await api.get(path);
  const second = await api.get(`${path}&cursor=${first.json.nextCursor}`);

  expect(first.json.data).toEqual([]);
  expect(first.json.nextCursor).toEqual(expect.any(String));
  expect(second.json.data.map((event: { id: string }) => event.id)).toEqual([rare.id]);
  expect(second.json.nextCursor).toBeNull();
});
