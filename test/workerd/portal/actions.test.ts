import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newSubscription, newTenant } from "../api/api-under-test.ts";
import { deliveredTo, eventOf, pendingTo, record } from "../api/recorded.ts";
import { newKey } from "../api/with-key.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

/** A tenant with one event that one subscription has and another one waits for. */
async function scene(role: "manage" | "read" = "manage") {
  const portal = portalUnderTest();
  const { api } = portal;
  const tenant = await newTenant(api);
  const took = await newSubscription(api, tenant);
  const waits = await newSubscription(api, tenant, { url: "https://acme.example/slow" });
  const event = eventOf(tenant, {
    late: true,
    deliveries: [deliveredTo(took.id, { p: 4 }), pendingTo(waits.id, { p: 4 })],
  });
  await record([event]);
  api.coordinators.calls.length = 0;
  const somebody = await portal.signedIn(await newKey(api, tenant, role));
  const path = `/portal/t/${tenant}`;
  const page = `${path}/events/${event.id}`;
  const { json } = await api.get(`/v1/tenants/${tenant}/deliveries?subscription=${waits.id}`);
  const delivery = `${path}/deliveries/${json.data[0]?.id}`;
  return { api, tenant, event, took, waits, somebody, page, path, delivery };
}

it("sends an event again to all who have it, and to one of them, and goes back to the event", async () => {
  const { api, tenant, event, took, somebody, page } = await scene();
  api.coordinators.obeyed = { result: "done", deliveries: [] };

  const toAll = await somebody.post(`${page}/redeliver`);
  const toOne = await somebody.post(`${page}/redeliver`, { subscription: took.id });
  const after = await somebody.get(toAll.headers.get("location") ?? "");

  expect([toAll.status, toOne.status]).toEqual([303, 303]);
  expect(api.coordinators.calls.filter((call) => call.startsWith("redeliver"))).toEqual([
    `redeliver ${event.id} null ${tenant}:0`,
    `redeliver ${event.id} ${took.id} ${tenant}:0`,
  ]);
  expect(after.text).toContain("It is sent again.");
});

it("retries and skips a delivery, from its event or from its stream", async () => {
  const { api, tenant, event, waits, somebody, delivery, path, page } = await scene();
  api.coordinators.obeyed = { result: "done", deliveries: [] };

  const retried = await somebody.post(`${delivery}/retry`);
  const skipped = await somebody.post(`${delivery}/skip`, { to: "stream" });

  expect(retried.headers.get("location")).toBe(`${page}?done=retry`);
  expect(skipped.headers.get("location")).toBe(`${path}/streams/media%3Am1?done=skip`);
  expect(api.coordinators.calls).toEqual([
    `retry ${event.id} ${waits.id} ${tenant}:0`,
    `skip ${event.id} ${waits.id} ${tenant}:0`,
  ]);
});

it("says beside the event why something was refused", async () => {
  const { api, event, somebody, delivery } = await scene();
  api.coordinators.obeyed = { result: "refused", refusal: { because: "paused" } };

  const refused = await somebody.post(`${delivery}/retry`);

  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Resume it first.");
  expect(refused.text).toContain(event.id);
});

it("shows the headers that every attempt carries", async () => {
  const { event, somebody, page } = await scene();

  const { text } = await somebody.get(page);

  for (const line of [
    `webhook-id: ${event.id}`,
    `hooklane-sequence: ${event.sequence}`,
    "hooklane-position: 4",
    "hooklane-late: true",
  ]) {
    expect(text).toContain(line);
  }
});

it("offers nothing to somebody who may only read, and does nothing for them", async () => {
  const { api, somebody, page, delivery } = await scene("read");

  const { text } = await somebody.get(page);
  const answers = [
    await somebody.post(`${page}/redeliver`),
    await somebody.post(`${delivery}/retry`),
    await somebody.post(`${delivery}/skip`),
  ];

  expect(text).not.toContain("Redeliver");
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(api.coordinators.calls).toEqual([]);
});
