import { beforeEach, expect, it } from "vitest";
import { newId } from "../../../src/platform/ids.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabase,
  newSubscription,
  newTenant,
  START,
} from "./api-under-test.ts";
import { eventOf, record } from "./recorded.ts";

beforeEach(emptyDatabase);

const LONG = { "data.duration": { $gte: "00:10:00" } };

function ask(api: ApiUnderTest, tenant: string, question: object) {
  return api.post(`/v1/tenants/${tenant}/subscriptions/match`, question);
}

it("saves a filter on the payload, shows it, replaces it and takes it away", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id, filter } = await newSubscription(api, tenant, { filter: LONG });
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;
  const other = { $or: [{ "data.trial": true }, { "data.maxResolution": { $in: ["1080p", "2160p"] } }] };

  const untouched = await api.patch(path, { description: "long ones" });
  const replaced = await api.patch(path, { filter: other });
  const pushed = [...api.coordinators.configurations.values()].at(-1)?.subscriptions[0]?.filters;
  const removed = await api.patch(path, { filter: null });

  expect([filter, untouched.json["filter"], replaced.json["filter"]]).toEqual([LONG, LONG, other]);
  expect(pushed).toEqual({ categories: [], eventTypes: [], filter: other });
  expect(removed.json["filter"]).toBeNull();
  expect((await api.get(path)).json["filter"]).toBeNull();
});

it("warns of a comparison that never holds, when it is saved and when it is asked", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const filter = { "data.maxDuration": { $gt: "600" } };

  const saved = await newSubscription(api, tenant, { filter });
  const asked = await ask(api, tenant, { subscription: { filter }, event: "video.live_stream.created" });

  const warning: unknown = [expect.stringContaining("a number in the samples")];
  expect(saved).toMatchObject({ filter, warnings: warning });
  expect(asked.json).toMatchObject({ matches: false, warnings: warning });
});

it("answers for a draft and a sample, with the condition that does not hold", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const draft = { url: "https://acme.example/", categories: ["media"], filter: LONG };

  const long = await ask(api, tenant, { subscription: draft, event: "video.media.ready" });
  const short = await ask(api, tenant, { subscription: draft, event: "video.media.created" });
  const live = await ask(api, tenant, { subscription: draft, event: "video.live_stream.active" });

  expect(long).toMatchObject({
    status: 200,
    json: { matches: true, typeMatches: true, filterMatches: true, eventType: "video.media.ready" },
  });
  expect(short.json).toEqual({
    matches: false,
    typeMatches: true,
    filterMatches: false,
    reason: 'The filter keeps it back: data.duration $gte "00:10:00" does not hold, there is "00:00:00".',
    eventType: "video.media.created",
    categories: ["media"],
  });
  expect(live.json).toMatchObject({ matches: false, typeMatches: false, filterMatches: null });
});

it("answers for a saved subscription and a payload, whatever its type", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant, { filter: { "data.score": { $gt: 0.5 } } });

  const high = await ask(api, tenant, {
    subscription: id,
    event: { type: "video.new.kind", data: { score: 0.7 } },
  });
  const none = await ask(api, tenant, { subscription: id, event: { type: "video.new.kind" } });

  expect(high.json).toMatchObject({ matches: true, categories: ["other"] });
  expect(none.json).toMatchObject({
    matches: false,
    reason: expect.stringContaining("there is nothing") as unknown,
  });
});

it("answers for a recorded event without showing what is masked in it", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const body = JSON.stringify({ type: "video.live_stream.created", data: { streamKey: "sk-secret" } });
  const event = eventOf(tenant, { type: "video.live_stream.created", body });
  await record([event]);

  const answer = await ask(api, tenant, {
    subscription: { filter: { "data.streamKey": "another" } },
    event: event.id,
  });

  expect(answer.json).toMatchObject({ matches: false, reason: expect.stringContaining('"***"') as unknown });
  expect(JSON.stringify(answer.json)).not.toContain("sk-secret");
});

it("neither saves nor sends anything", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const told = api.coordinators.calls.length;

  await ask(api, tenant, { subscription: { filter: LONG }, event: "video.media.ready" });

  expect((await api.get(`/v1/tenants/${tenant}/subscriptions`)).json.data).toEqual([]);
  expect([api.coordinators.calls.length, api.attempted.length]).toEqual([told, 0]);
});

it.each([
  [{ subscription: {}, event: "video.unheard.of" }, "/event"],
  [{ subscription: {}, event: newId("evt", START) }, "/event"],
  [{ subscription: {}, event: { data: {} } }, "/event/type"],
  [{ subscription: {}, event: 5 }, "/event"],
  [{ subscription: {} }, "/event"],
  [{ subscription: newId("sub", START), event: "video.media.ready" }, "/subscription"],
  [{ subscription: 5, event: "video.media.ready" }, "/subscription"],
  [
    { subscription: { filter: { a: { $regex: "x" } } }, event: "video.media.ready" },
    "/subscription/filter/a/$regex",
  ],
  [{ subscription: { colour: 1, size: 2 }, event: "video.media.ready" }, "/subscription/colour"],
])("refuses %j and points at %s", async (question, pointer) => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const answer = await ask(api, tenant, question);

  expect([answer.status, answer.json.code, answer.json.errors[0]?.pointer]).toEqual([
    422,
    "invalid",
    pointer,
  ]);
});

it("knows neither subscription nor event of another tenant", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const other = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const event = eventOf(tenant);
  await record([event]);

  const answers = await Promise.all([
    ask(api, other, { subscription: id, event: "video.media.ready" }),
    ask(api, other, { subscription: {}, event: event.id }),
  ]);

  expect(answers.map(({ status, json }) => [status, json.errors[0]?.pointer])).toEqual([
    [422, "/subscription"],
    [422, "/event"],
  ]);
});

it("explains a miss by the payload that was recorded", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant, { filter: LONG });
  const body = '{"type":"video.media.ready","id":"e1","data":{"duration":"00:04:18"}}';
  const event = eventOf(tenant, { body, receivedAt: START + 60_000 });
  await record([event]);

  const { json } = await api.get(`/v1/tenants/${tenant}/events/${event.id}`);

  expect(json.misses).toEqual([
    {
      subscriptionId: id,
      reason: 'The filter keeps it back: data.duration $gte "00:10:00" does not hold, there is "00:04:18".',
    },
  ]);
});
