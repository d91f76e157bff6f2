import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newSubscription, newTenant, START } from "../api/api-under-test.ts";
import { eventOf, pendingTo, record } from "../api/recorded.ts";
import { newKey } from "../api/with-key.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

/** A developer of one tenant, and all that another tenant has. */
async function scene() {
  const portal = portalUnderTest();
  const { api } = portal;
  const [mine, theirs] = [await newTenant(api), await newTenant(api, { uid: "theirs" })];
  const subscription = await newSubscription(api, theirs);
  const event = eventOf(theirs, { deliveries: [pendingTo(subscription.id)] });
  await record([event]);
  const { json: deliveries } = await api.get(`/v1/tenants/${theirs}/deliveries`);
  const { json: replay } = await api.post(`/v1/tenants/${theirs}/subscriptions/${subscription.id}/replays`, {
    from: new Date(START - 60_000).toISOString(),
  });
  api.coordinators.calls.length = 0;
  const somebody = await portal.signedIn(await newKey(api, mine, "manage"));
  const delivery = deliveries.data[0]?.id;
  const actions = (tenant: string) => [
    `/portal/t/${tenant}/events/${event.id}/redeliver`,
    `/portal/t/${tenant}/deliveries/${delivery}/retry`,
    `/portal/t/${tenant}/deliveries/${delivery}/skip`,
    `/portal/t/${tenant}/subscriptions/${subscription.id}/replays/${replay.id}/cancel`,
  ];
  return { api, mine, theirs, subscription, somebody, actions };
}

it("shows a tenant another's overview, streams and replays as if there were none", async () => {
  const { theirs, subscription, somebody } = await scene();
  const places = ["", "/streams", "/streams/media%3Am1", "/replays", "/replays/new"];

  const answers = await Promise.all(
    [theirs, "theirs", "nobody"].flatMap((tenant) =>
      places.map((place) => somebody.get(`/portal/t/${tenant}${place}`)),
    ),
  );
  const counted = await somebody.post(`/portal/t/${theirs}/replays/new`, { subscription: subscription.id });

  expect(new Set([...answers, counted].map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

it("does nothing with another's events, deliveries and replays, under whatever tenant they are named", async () => {
  const { api, mine, theirs, somebody, actions } = await scene();

  const answers = await Promise.all(
    [...actions(theirs), ...actions(mine)].map((action) => somebody.post(action, { to: "stream" })),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(api.coordinators.calls).toEqual([]);
});

it("starts no replay to another's subscription", async () => {
  const { api, mine, subscription, somebody } = await scene();

  const started = await somebody.post(`/portal/t/${mine}/replays/new`, {
    subscription: subscription.id,
    status: "all",
    step: "start",
  });

  expect(started.status).toBe(404);
  expect(started.text).toContain("This tenant has no subscription with this id.");
  expect(api.coordinators.replays).toHaveLength(1);
});
