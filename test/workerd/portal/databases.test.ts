import { beforeEach, expect, it } from "vitest";
import { emptyDatabases, newSubscription, newTenant } from "../api/api-under-test.ts";
import { allIn } from "../api/databases.ts";
import { deliveredTo, eventOf, record } from "../api/recorded.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabases);

it("shows a tenant whose record is in another database on every page as it shows any", async () => {
  const portal = portalUnderTest({ records: allIn("RECORD_2") });
  const tenant = await newTenant(portal.api);
  const { id: subscription } = await newSubscription(portal.api, tenant);
  const event = eventOf(tenant, { status: "delivered", deliveries: [deliveredTo(subscription)] });
  await record([event]);
  portal.api.coordinators.streams.set("media:m1", event.sequence);
  const operator = await portal.signedIn();
  const places = [
    "",
    "/events",
    `/events/${event.id}`,
    "/streams?active=all",
    "/streams/media%3Am1",
    "/replays",
  ];

  const pages = await Promise.all(
    [...places, `/subscriptions/${subscription}`, "/subscriptions/new"].map((place) =>
      operator.get(`/portal/t/${tenant}${place}`),
    ),
  );
  const system = await operator.get("/portal/system");

  expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
  const naming = pages.filter(({ text }) => text.includes(event.id)).length;
  expect(naming).toBeGreaterThanOrEqual(3);
  expect(system.text).toContain("RECORD_2");
});
