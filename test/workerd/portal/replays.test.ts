import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { asRecord } from "../../../src/record/record-database.ts";
import { recordProgress } from "../../../src/record/replay-progress.sql.ts";
import { emptyDatabase, newSubscription, newTenant, START } from "../api/api-under-test.ts";
import { deliveredTo, eventOf, record } from "../api/recorded.ts";
import { newKey } from "../api/with-key.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

/** A developer whose subscription has failed twice within the last hour. */
async function scene(role: "manage" | "read" = "manage") {
  const portal = portalUnderTest();
  const { api } = portal;
  const tenant = await newTenant(api);
  const subscription = await newSubscription(api, tenant);
  await record([
    eventOf(tenant, { deliveries: [deliveredTo(subscription.id, { st: "failed" })] }),
    eventOf(tenant, { deliveries: [deliveredTo(subscription.id, { st: "failed" })], stream: "media:m2" }),
    eventOf(tenant, { deliveries: [deliveredTo(subscription.id)] }),
  ]);
  api.clock.at = START + 1_800_000;
  const key = await newKey(api, tenant, role);
  const somebody = await portal.signedIn(key);
  return { api, tenant, subscription, somebody, path: `/portal/t/${tenant}/replays` };
}

it("counts what a replay finds before anything is sent", async () => {
  const { api, subscription, somebody, path } = await scene();

  const counted = await somebody.post(`${path}/new`, { subscription: subscription.id, range: "1h" });
  const narrowed = await somebody.post(`${path}/new`, {
    subscription: subscription.id,
    range: "1h",
    streams: "media:m2",
  });

  expect(counted.text).toContain("2 events match");
  expect(counted.text).toContain("Send these 2 again");
  expect(narrowed.text).toContain("1 event matches");
  expect(api.coordinators.replays).toEqual([]);
});

it("starts what was counted, and lists it with its progress until it is cancelled", async () => {
  const { api, tenant, subscription, somebody, path } = await scene();
  const wish = { subscription: subscription.id, range: "1h" };

  const started = await somebody.post(`${path}/new`, { ...wish, step: "start" });
  const replayId = api.coordinators.replays[0]?.id ?? "";
  await recordProgress(asRecord(env.DB), {
    ...{ tenantId: tenant, replayId, partition: 0, at: api.clock.at },
    ...{ opened: 2, delivered: 1, failed: 0, skipped: 0, isDone: false },
  });
  const listed = await somebody.get(started.headers.get("location") ?? "");
  const cancelled = await somebody.post(
    `/portal/t/${tenant}/subscriptions/${subscription.id}/replays/${replayId}/cancel`,
  );
  const after = await somebody.get(path);

  expect(started.status).toBe(303);
  expect(listed.text).toContain("1 of 2 delivered, 1 on their way");
  expect(listed.text).toMatch(/<progress max="2" value="1"/);
  expect(cancelled.status).toBe(303);
  expect(after.text).toContain("cancelled");
  expect(api.coordinators.calls).toContain(`cancelReplay ${replayId} ${tenant}:0`);
});

it("lists the replays of all subscriptions, or of one", async () => {
  const { api, tenant, subscription, somebody, path } = await scene();
  const other = await newSubscription(api, tenant, { url: "https://acme.example/other" });
  await somebody.post(`${path}/new`, { subscription: subscription.id, step: "start" });

  const all = await somebody.get(path);
  const own = await somebody.get(`${path}?subscription=${subscription.id}`);
  const none = await somebody.get(`${path}?subscription=${other.id}`);

  expect([all, own, none].map(({ text }) => text.includes("<progress"))).toEqual([true, true, false]);
});

it("shows the form again with what is wrong in it, and with what was typed", async () => {
  const { api, tenant, subscription, somebody, path } = await scene();
  const typed = {
    subscription: subscription.id,
    range: "between",
    from: "2026-11-01T14:00",
    eventTypes: "a b",
  };

  const wrong = await somebody.post(`${path}/new`, typed);
  await api.post(`/v1/tenants/${tenant}/subscriptions/${subscription.id}/pause`);
  const paused = await somebody.post(`${path}/new`, { subscription: subscription.id });

  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("A pattern is an event type");
  expect(wrong.text).toContain("2026-11-01T14:00");
  expect(paused.status).toBe(409);
  expect(paused.text).toContain("The subscription is paused.");
});

it("is open to readers, who can start and cancel nothing", async () => {
  const { subscription, somebody, path } = await scene("read");

  const listed = await somebody.get(path);
  const form = await somebody.get(`${path}/new`);
  const started = await somebody.post(`${path}/new`, { subscription: subscription.id, step: "start" });

  expect([listed.status, form.status, started.status]).toEqual([200, 403, 403]);
  expect(listed.text).not.toContain("Start a replay");
});
