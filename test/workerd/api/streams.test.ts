import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import {
  arrivalOf,
  configurationOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
} from "../../support/builders/coordination.ts";
import { eventually, leasesOf, only, recorded } from "../coordinate/coordinator-under-test.ts";
import { apiUnderTest, emptyDatabase, newTenant } from "./api-under-test.ts";

beforeEach(emptyDatabase);

/** A tenant whose coordinators are the real ones. */
async function realTenant(subscriptions = [subscriptionOf("sub_1")], partitions = 1) {
  const api = apiUnderTest({ coordinator: (name) => env.COORDINATOR.getByName(name) });
  const tenant = await newTenant(api, { partitions });
  const coordinator = env.COORDINATOR.getByName(`${tenant}:0`);
  await coordinator.configure(configurationOf(subscriptions, { tenantId: tenant, version: 9 }));
  const accept = (stream: string, type = "video.media.ready") =>
    coordinator.accept(arrivalOf({ stream, type, configVersion: 1 }));
  const take = async (stream: string) => {
    const lease = only(leasesOf(await accept(stream)));
    await coordinator.settle(settlementOf([outcomeOf(lease)], { wanted: 0 }));
  };
  const fail = async (stream: string) => {
    const lease = only(leasesOf(await accept(stream)));
    await coordinator.settle(settlementOf([outcomeOf(lease, failed())], { wanted: 0 }));
  };
  const level = () => eventually(async () => ((await coordinator.counters()).unrecorded === 0 ? true : null));
  const streams = async (query = "") => {
    const names: string[] = [];
    let cursor: string | null = "";
    let pages = 0;
    while (cursor !== null) {
      const { json } = await api.get(
        `/v1/tenants/${tenant}/streams?${query}${cursor && `&cursor=${cursor}`}`,
      );
      names.push(...json.data.map((item) => String(item["stream"])));
      cursor = json.nextCursor;
      pages += 1;
    }
    return { names, pages };
  };
  return { api, tenant, coordinator, accept, take, fail, level, streams };
}

it("lists each stream once at its newest event, however it is paged", async () => {
  const { take, level, streams } = await realTenant();
  for (const stream of ["media:a", "media:b", "media:c", "media:a", "live:d", "media:b"]) await take(stream);
  await level();

  const whole = await streams();
  const inPieces = await streams("limit=1");
  const inTwos = await streams("limit=2");

  expect(whole.names).toEqual(["media:b", "live:d", "media:a", "media:c"]);
  expect(inPieces.names).toEqual(whole.names);
  expect(inTwos.names).toEqual(whole.names);
});

it("tells of a stream's last event, its kind, and what is open", async () => {
  const { api, tenant, take, fail, level } = await realTenant();
  await take("media:a");
  await fail("media:a");
  await level();

  const { json } = await api.get(`/v1/tenants/${tenant}/streams`);

  expect(json.data).toEqual([
    {
      stream: "media:a",
      kind: "media",
      lastSequence: 2,
      lastEventAt: expect.stringMatching(/Z$/) as string,
      lastType: "video.media.ready",
      active: true,
      openDeliveries: 1,
    },
  ]);
});

it("lists streams with something open, or without, also behind a page of others", async () => {
  const { fail, take, level, streams } = await realTenant();
  await fail("media:blocked");
  for (const stream of ["media:a", "media:b", "media:c"]) await take(stream);
  await level();

  expect((await streams("active=true")).names).toEqual(["media:blocked"]);
  expect((await streams("active=false&limit=1")).names).toEqual(["media:c", "media:b", "media:a"]);
});

it("lists a stream with something open also where its last event is not", async () => {
  const filters = { categories: [], eventTypes: ["video.media.created"] };
  const { accept, level, streams } = await realTenant([subscriptionOf("sub_1", { filters })]);
  await accept("media:a", "video.media.created");
  await accept("media:a", "video.media.created");
  await accept("media:a", "video.media.updated");
  await accept("media:b", "video.media.updated");
  await level();

  expect((await streams("active=true")).names).toEqual(["media:a"]);
  expect((await streams("active=false")).names).toEqual(["media:b"]);
});

it("shows a stream's events in order, and its lane with what the head waits for and until when", async () => {
  const { api, tenant, fail, accept, level } = await realTenant();
  await fail("media:a/b ü");
  await accept("media:a/b ü", "video.media.updated");
  await level();

  const { json, status } = await api.get(
    `/v1/tenants/${tenant}/streams/${encodeURIComponent("media:a/b ü")}`,
  );

  expect(status).toBe(200);
  expect(json).toMatchObject({
    stream: "media:a/b ü",
    lastSequence: 2,
    active: true,
    openDeliveries: 2,
    nextCursor: null,
    events: [{ sequence: 1 }, { sequence: 2 }],
    lanes: [
      {
        subscriptionId: "sub_1",
        openDeliveries: 2,
        statusCounts: { pending: 2 },
        head: { sequence: 1, waitsFor: "retry", attemptCount: 1, late: false },
        deliveries: [
          { position: 1, waitsFor: "retry", parksAt: expect.stringMatching(/Z$/) as string },
          { position: 2, waitsFor: "previous" },
        ],
      },
    ],
  });
  const head = (json["lanes"] as { head: { waitsUntil: string; nextAttemptAt: string } }[])[0]?.head;
  expect(head?.waitsUntil).toBe(head?.nextAttemptAt);
});

it("shows a long stream in pages, from its end to its beginning", async () => {
  const { api, tenant, take, level } = await realTenant();
  for (let i = 0; i < 5; i++) await take("media:long");
  for (let i = 0; i < 3; i++) await take("media:other");
  await level();
  const pages: number[][] = [];
  let cursor: string | null = "";

  while (cursor !== null) {
    const path = `/v1/tenants/${tenant}/streams/media:long?limit=2${cursor && `&cursor=${cursor}`}`;
    const { json } = await api.get(path);
    pages.push((json["events"] as { sequence: number }[]).map(({ sequence }) => sequence));
    cursor = json.nextCursor;
  }

  expect(pages).toEqual([[4, 5], [2, 3], [1]]);
});

it("finds a stream's events also where the stream's last event has an older id than another", async () => {
  const { api, tenant, take, coordinator, level } = await realTenant();
  await take("media:a");
  const arrival = arrivalOf({
    stream: "media:a",
    configVersion: 1,
    eventId: "evt_01000000000000000000000000",
  });
  await coordinator.accept(arrival);
  await level();

  const { json } = await api.get(`/v1/tenants/${tenant}/streams/media:a`);

  expect((json["events"] as { sequence: number }[]).map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(json.nextCursor).toBeNull();
});

it("keeps a stream apart from that of another tenant, and knows none that never was", async () => {
  const one = await realTenant();
  const other = await realTenant();
  await one.take("media:a");
  await recorded(one.tenant, "delivered");

  const foreign = await one.api.get(`/v1/tenants/${other.tenant}/streams/media:a`);
  const own = await one.api.get(`/v1/tenants/${one.tenant}/streams/media:a`);

  expect([foreign.status, own.status]).toEqual([404, 200]);
  expect((await other.streams()).names).toEqual([]);
});

it("says so where a coordinator does not answer", async () => {
  const { tenant, take, level } = await realTenant();
  await take("media:a");
  await level();
  const broken = apiUnderTest();
  broken.coordinators.failing.set(`${tenant}:0`, 1);

  const answer = await broken.get(`/v1/tenants/${tenant}/streams`);

  expect([answer.status, answer.json.code]).toEqual([503, "unavailable"]);
  expect(answer.headers.get("retry-after")).toBe("2");
});

it("refuses what it does not understand", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const answers = await Promise.all([
    api.get(`/v1/tenants/${tenant}/streams?active=maybe`),
    api.get(`/v1/tenants/${tenant}/streams?status=open`),
    api.get(`/v1/tenants/${tenant}/streams?cursor=x`),
    api.get(`/v1/tenants/${tenant}/streams/media:a?limit=0`),
  ]);

  expect(answers.map(({ json }) => json.code)).toEqual(["invalid", "invalid", "cursor_invalid", "invalid"]);
});
