import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newSubscription, newTenant, START } from "../api/api-under-test.ts";
import { eventOf, pendingTo, record } from "../api/recorded.ts";
import { counts, tell } from "../api/reported.ts";
import { newKey } from "../api/with-key.ts";
import { newLink, portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

async function scene() {
  const portal = portalUnderTest();
  const { api } = portal;
  const tenant = await newTenant(api, { name: "Nova" });
  const subscription = await newSubscription(api, tenant);
  const somebody = await portal.signedIn(await newKey(api, tenant, "read"));
  return { ...portal, tenant, subscription, somebody, path: `/portal/t/${tenant}` };
}

it("is where somebody comes in by a link", async () => {
  const { api, browser, tenant } = await scene();
  const visitor = browser();

  await visitor.post(await newLink(api, tenant));
  const home = await visitor.get("/portal");
  const page = await visitor.get(home.headers.get("location") ?? "");

  expect(page.status).toBe(200);
  expect(page.text).toContain("<h1>Nova</h1>");
});

it("says that nothing needs attention where nothing does", async () => {
  const { somebody, path } = await scene();

  const { text } = await somebody.get(path);

  expect(text).toContain("Nothing needs attention");
  expect(text).toContain("nothing undelivered");
});

it("draws what became of deliveries, with the same numbers as a table", async () => {
  const { somebody, path, tenant, subscription } = await scene();
  const made = counts({ delivered: 3, retried: 2 });
  await tell(tenant, {
    rows: [
      { subject: "category:media", interval: START - 3_600_000, counts: made },
      { subject: subscription.id, interval: START - 3_600_000, counts: made },
    ],
  });

  const { text } = await somebody.get(path);
  const week = await somebody.get(`${path}?window=7d`);

  expect(text).toContain('<rect class="delivered"');
  expect(text).toContain("11:00: 3 delivered, 2 attempts to be repeated, 0 failed for good");
  expect(week.text).toMatch(/11-01 06:00|11-01 12:00/);
  expect(text).not.toContain("style=");
});

it("puts first what holds a stream up, and leads there", async () => {
  const { somebody, path, tenant, subscription } = await scene();
  await record([
    eventOf(tenant, { status: "pending", stream: "media:m9", deliveries: [pendingTo(subscription.id)] }),
  ]);

  const { text } = await somebody.get(path);

  expect(text).toContain("holds up 1 stream");
  expect(text).toContain(`href="${path}/streams/media%3Am9"`);
});
