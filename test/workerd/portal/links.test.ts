import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newTenant } from "../api/api-under-test.ts";
import { newLink, portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

it("opens a tenant's pages once: opening the page is nothing yet, the second use gets nobody in", async () => {
  const { api, browser } = portalUnderTest();
  const tenant = await newTenant(api);
  const link = await newLink(api, tenant);
  const [first, second] = [browser(), browser()];

  const looked = [await first.get(link), await first.get(link)];
  await first.post(link);
  const late = await second.post(link);

  expect(looked.map(({ status }) => status)).toEqual([200, 200]);
  expect((await first.get(`/portal/t/${tenant}/events`)).status).toBe(200);
  expect(late.headers.get("set-cookie")).toBeNull();
  expect((await second.get(link)).status).toBe(410);
  expect((await second.get(`/portal/t/${tenant}/events`)).status).toBe(303);
});

it("lets one of two in that use a link at the same time", async () => {
  const { api, browser } = portalUnderTest();
  const link = await newLink(api, await newTenant(api));

  const both = await Promise.all([browser().post(link), browser().post(link)]);

  expect(both.filter(({ headers }) => headers.get("set-cookie") !== null)).toHaveLength(1);
});

it("is over when its time is", async () => {
  const { api, browser } = portalUnderTest();
  const link = await newLink(api, await newTenant(api), { role: "read", expiresInSeconds: 60 });
  const guest = browser();

  api.clock.at += 60_000;
  const used = await guest.post(link);

  expect([(await guest.get(link)).status, used.headers.get("set-cookie")]).toEqual([410, null]);
});

it("is made on the tenant's page with a role, and shown there once", async () => {
  const { api, browser, signedIn } = portalUnderTest();
  const tenant = await newTenant(api);
  const operator = await signedIn();

  const made = await operator.post(`/portal/tenants/${tenant}/links`, {
    role: "read",
    expiresInSeconds: "600",
  });
  const link = /\/portal\/enter\/[0-9a-f]{64}/.exec(made.text)?.[0] ?? "";
  const guest = browser();
  await guest.post(link);

  expect(made.status).toBe(201);
  expect((await operator.get(`/portal/tenants/${tenant}`)).text).not.toContain("/portal/enter/");
  expect((await guest.get(`/portal/t/${tenant}/subscriptions`)).status).toBe(200);
  expect((await guest.get(`/portal/t/${tenant}/subscriptions/new`)).status).toBe(403);
});
