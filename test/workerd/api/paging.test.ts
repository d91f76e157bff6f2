import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../../src/platform/ids.ts";
import { FIRST_LAYOUT } from "../../../src/coordinate/partition.ts";
import { insertReplay } from "../../../src/record/replays.sql.ts";
import { insertUnrouted } from "../../../src/record/unrouted.sql.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabase,
  newSubscription,
  newTenant,
  START,
} from "./api-under-test.ts";
import { deliveredTo, eventOf, record } from "./recorded.ts";

/** Makes ten items of a list, oldest first. @returns the list's path. */
type MakeTen = (api: ApiUnderTest) => Promise<string>;

const LISTS: Record<string, MakeTen> = {
  tenants: async (api) => {
    for (let i = 0; i < 10; i++) await newTenant(later(api));
    return "/v1/tenants";
  },
  sources: async (api) => {
    const draft = { name: "W", provider: "fastpix", routing: { pointer: "/tenant" } };
    for (let i = 0; i < 10; i++) await later(api).post("/v1/sources", draft);
    return "/v1/sources";
  },
  subscriptions: async (api) => {
    const tenant = await newTenant(api);
    for (let i = 0; i < 10; i++) await newSubscription(later(api), tenant);
    return `/v1/tenants/${tenant}/subscriptions`;
  },
  replays: async (api) => {
    const tenant = await newTenant(api);
    const { id: subscriptionId } = await newSubscription(api, tenant);
    const query = { from: 0, to: START, status: "all" as const, eventTypes: [], streams: [] };
    for (let i = 0; i < 10; i++) {
      const replay = { id: newId("rpl", START + i), query, partitions: 1, matched: 0, createdAt: START + i };
      await insertReplay(
        env.DB,
        { tenantId: tenant, subscriptionId, ...replay },
        { max: 10, layout: FIRST_LAYOUT },
      );
    }
    return `/v1/tenants/${tenant}/subscriptions/${subscriptionId}/replays`;
  },
  events: async (api) => {
    const tenant = await newTenant(api);
    await record(Array.from({ length: 10 }, () => eventOf(tenant)));
    return `/v1/tenants/${tenant}/events`;
  },
  "events of one type": async (api) => {
    const tenant = await newTenant(api);
    await record(Array.from({ length: 10 }, () => eventOf(tenant)));
    await record(Array.from({ length: 10 }, () => eventOf(tenant, { type: "video.media.failed" })));
    return `/v1/tenants/${tenant}/events?type=video.media.failed`;
  },
  deliveries: async (api) => {
    const tenant = await newTenant(api);
    const deliveries = [deliveredTo("sub_a"), deliveredTo("sub_c"), deliveredTo("sub_b")];
    await record(Array.from({ length: 3 }, () => eventOf(tenant, { deliveries })));
    await record([eventOf(tenant, { deliveries: [deliveredTo("sub_a")] })]);
    return `/v1/tenants/${tenant}/deliveries`;
  },
  unrouted: async () => {
    for (let i = 0; i < 10; i++) {
      const id = newId("evt", START + i);
      const event = {
        id,
        sourceId: "src_1",
        providerEventId: id,
        reason: "tenant_unknown",
        type: "t",
      } as const;
      const content = { contentType: "application/json", headers: {}, body: "{}" };
      await insertUnrouted(
        env.DB,
        { ...event, stream: "s", occurredAt: null, receivedAt: START + i },
        content,
      );
    }
    return "/v1/unrouted";
  },
};

beforeEach(emptyDatabase);

// Ids of one millisecond sort by chance, so each item is made a millisecond after the one before.
function later(api: ApiUnderTest): ApiUnderTest {
  api.clock.at += 1;
  return api;
}

function withQuery(path: string, query: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

async function walk({ get }: ApiUnderTest, path: string, limit: number) {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const { json } = await get(
      withQuery(path, `limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}`),
    );
    pages.push(json.data.map((item: { id: string }) => item.id));
    cursor = json.nextCursor;
  } while (cursor !== null && pages.length < 20);
  return pages;
}

describe.each(Object.entries(LISTS))("the list of %s", (_name, makeTen) => {
  it("shows ten items once each, newest first, whatever the limit", async () => {
    const api = apiUnderTest();
    const path = await makeTen(api);

    const whole = await walk(api, path, 200);
    const walks = await Promise.all([1, 3, 6, 9, 10].map((limit) => walk(api, path, limit)));

    const [all = []] = whole;
    expect(new Set(all).size).toBe(10);
    expect(all.map(timeOf)).toEqual(all.map(timeOf).toSorted().toReversed());
    expect(walks.map((pages) => pages.flat())).toEqual([all, all, all, all, all]);
    expect(walks.map((pages) => pages.length)).toEqual([10, 4, 2, 2, 1]);
  });

  it("goes on exactly where a page ended", async () => {
    const api = apiUnderTest();
    const path = await makeTen(api);
    const first = await api.get(withQuery(path, "limit=4"));
    const before = await walk(api, path, 200);

    const next = await api.get(withQuery(path, `limit=200&cursor=${first.json.nextCursor}`));

    expect(next.json.data.map((item: { id: string }) => item.id)).toEqual(before.flat().slice(4));
    expect(next.json.nextCursor).toBeNull();
  });

  it.each(["0", "201", "-1", "1.5", "ten", "", "1&limit=2"])("refuses the limit %j", async (limit) => {
    const api = apiUnderTest();
    const path = await makeTen(api);

    const answer = await api.get(withQuery(path, `limit=${limit}`));

    expect([answer.status, answer.json.code, answer.json.errors[0]?.pointer]).toEqual([
      422,
      "invalid",
      "limit",
    ]);
  });

  it("refuses a cursor that is not its own", async () => {
    const api = apiUnderTest();
    const path = await makeTen(api);
    const foreign = btoa('["another","x"]').replaceAll("=", "");

    const answers = await Promise.all(
      ["x", "%00", "!!!!", "", foreign, "a".repeat(2_000)].map((cursor) =>
        api.get(withQuery(path, `cursor=${cursor}`)),
      ),
    );

    expect(answers.map(({ status, json }) => [status, json.code])).toEqual(
      answers.map(() => [400, "cursor_invalid"]),
    );
  });
});

it("goes on behind an item that is gone, and does not show what came since", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const path = `/v1/tenants/${tenant}/subscriptions`;
  for (let i = 0; i < 4; i++) await newSubscription(later(api), tenant);
  const [, second, third, fourth] = (await walk(api, path, 200)).flat();
  const first = await api.get(`${path}?limit=2`);

  await api.remove(`${path}/${second}`);
  await newSubscription(later(api), tenant);
  const next = await api.get(`${path}?limit=2&cursor=${first.json.nextCursor}`);

  expect(next.json.data.map((item: { id: string }) => item.id)).toEqual([third, fourth]);
});

it.each(["/v1/event-types", "/v1/categories"])("lists %s whole, or in parts", async (path) => {
  const api = apiUnderTest();

  const whole = await api.get(path);
  const first = await api.get(`${path}?limit=4`);
  const rest = await api.get(`${path}?limit=200&cursor=${first.json.nextCursor}`);

  expect(whole.json.nextCursor).toBeNull();
  expect([...first.json.data, ...rest.json.data]).toEqual(whole.json.data);
  expect((await api.get(`${path}?limit=0`)).status).toBe(422);
  expect((await api.get(`${path}?cursor=nope`)).json.code).toBe("cursor_invalid");
});

// Prefix and time of an id: what is of one millisecond, or of one event, has no order that matters here.
function timeOf(id: string): string {
  return id.slice(0, 14);
}
