import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newSubscription, newTenant, START } from "../api/api-under-test.ts";
import { deliveredTo, eventOf, record } from "../api/recorded.ts";
import { counts, tell } from "../api/reported.ts";
import { newKey } from "../api/with-key.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

const LONG = '{"type":"video.media.ready","data":{"duration":"00:24:18"}}';
const SHORT = '{"type":"video.media.ready","data":{"duration":"00:04:18"}}';
const URL_FIELD = { url: "https://acme.example/hooks" };

/** A developer of a tenant, signed in with a key that may write. */
async function developer() {
  const portal = portalUnderTest();
  const tenant = await newTenant(portal.api);
  const somebody = await portal.signedIn(await newKey(portal.api, tenant, "manage"));
  return { ...portal, tenant, somebody, path: `/portal/t/${tenant}/subscriptions` };
}

it("saves a filter that was typed as JSON, and shows it again", async () => {
  const { api, tenant, somebody, path } = await developer();
  const filter = '{"data.duration": {"$gte": "00:10:00"}}';

  const made = await somebody.post(`${path}/new`, { ...URL_FIELD, filter });

  const { json } = await api.get(`/v1/tenants/${tenant}/subscriptions`);
  expect(made.status).toBe(201);
  expect(json.data[0]?.["filter"]).toEqual({ "data.duration": { $gte: "00:10:00" } });
  expect((await somebody.get(`${path}/${json.data[0]?.id}`)).text).toContain("00:10:00");
  expect((await somebody.get(`${path}/${json.data[0]?.id}/edit`)).text).toContain("00:10:00");
});

it.each([
  ['{"data.duration": {"$gte"', "<code>filter</code>"],
  ["42", "<code>filter</code>"],
  ['"text"', "<code>filter</code>"],
  ['{"data.duration": {"$near": 1}}', "$near"],
  ['{"data.title": "\\u0000"}', "filter"],
])("refuses the filter %s, names the place and keeps what was typed", async (filter, place) => {
  const { api, tenant, somebody, path } = await developer();

  const answer = await somebody.post(`${path}/new`, { ...URL_FIELD, filter, description: "mine" });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(place);
  expect(answer.text).toContain('value="mine"');
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions`)).json.data).toEqual([]);
});

it("tries a choice on the tenant's newest events before anything is saved, and says why not", async () => {
  const { api, tenant, somebody, path } = await developer();
  await record([eventOf(tenant, { body: LONG }), eventOf(tenant, { body: SHORT })]);
  await record([eventOf(await newTenant(api), { body: LONG, type: "video.media.deleted" })]);

  const preview = await somebody.post(`${path}/new`, {
    ...URL_FIELD,
    filter: '{"data.duration": {"$gte": "00:10:00"}}',
    preview: "yes",
  });

  expect(preview.status).toBe(200);
  expect(preview.text.match(/badge good">yes/g)).toHaveLength(1);
  expect(preview.text.match(/badge off">no/g)).toHaveLength(1);
  expect(preview.text).toContain("does not hold, there is &quot;00:04:18&quot;");
  expect(preview.text).not.toContain(`${tenant}/events/undefined`);
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions`)).json.data).toEqual([]);
});

it("warns of a pattern that matches nothing that the catalogue knows", async () => {
  const { api, tenant, somebody, path } = await developer();
  const { id } = await newSubscription(api, tenant, { eventTypes: ["video.mistyped"] });

  expect((await somebody.get(`${path}/${id}`)).text).toContain("matches no event type");
});

it("shows a subscription's newest deliveries, and no other's", async () => {
  const { api, tenant, somebody, path } = await developer();
  const [mine, other] = [await newSubscription(api, tenant), await newSubscription(api, tenant)];
  await record([
    eventOf(tenant, { status: "delivered", stream: "media:seen", deliveries: [deliveredTo(mine.id)] }),
    eventOf(tenant, { status: "delivered", stream: "media:unseen", deliveries: [deliveredTo(other.id)] }),
  ]);

  const { text } = await somebody.get(`${path}/${mine.id}`);

  expect(text).toContain("media:seen");
  expect(text).not.toContain("media:unseen");
});

it("counts what became of the last day's deliveries, and does without where a partition is silent", async () => {
  const { api, tenant, somebody, path } = await developer();
  const { id } = await newSubscription(api, tenant);
  await tell(tenant, {
    rows: [{ subject: id, interval: START, counts: counts({ delivered: 41, failed: 3 }) }],
  });

  const counted = await somebody.get(`${path}/${id}`);
  api.coordinators.failing.set(`${tenant}:0`, 1);
  const silent = await somebody.get(`${path}/${id}`);

  expect(counted.text).toContain("<b>41</b>");
  expect(counted.text).toContain("<b>3</b>");
  expect(silent.status).toBe(200);
  expect(silent.text).toContain("cannot be counted for the moment");
});

it("rotates the secret: the new one is shown once, and the old one signs beside it", async () => {
  const { api, tenant, somebody, path } = await developer();
  const { id, secret } = await newSubscription(api, tenant);

  const rotated = await somebody.post(`${path}/${id}/rotate-secret`, { overlapSeconds: "3600", secret: "" });
  const shown = /whsec_[A-Za-z0-9+/=]+/.exec(rotated.text)?.[0] ?? "";

  expect(rotated.status).toBe(200);
  expect(rotated.text).toContain("2 secrets sign");
  expect(shown).not.toBe(secret);
  expect((await somebody.get(`${path}/${id}`)).text).not.toContain(shown);
});

it.each([
  [{ secret: "mine", overlapSeconds: "60" }],
  [{ overlapSeconds: "-1" }],
  [{ overlapSeconds: "soon" }],
])("refuses the rotation %j and leaves the secret", async (fields) => {
  const { api, tenant, somebody, path } = await developer();
  const { id } = await newSubscription(api, tenant);

  const refused = await somebody.post(`${path}/${id}/rotate-secret`, fields);
  const next = await somebody.post(`${path}/${id}/rotate-secret`, {});

  expect(refused.status).toBe(422);
  expect(next.text).toContain("2 secrets sign");
});

it("says why a subscription was disabled, and enables it", async () => {
  const { api, tenant, somebody, path } = await developer();
  const { id } = await newSubscription(api, tenant);
  await api.deps.db
    .prepare("UPDATE subscription SET status = 'disabled', disabled_reason = 'the endpoint answered 410'")
    .run();

  const page = await somebody.get(`${path}/${id}`);
  await somebody.post(`${path}/${id}/enable`);

  expect(page.text).toContain("the endpoint answered 410");
  expect((await api.get(`/v1/tenants/${tenant}/subscriptions/${id}`)).json["status"]).toBe("enabled");
});
