import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import type { Limiter } from "../../../src/manage/limits.ts";
import { emptyDatabase, newTenant, ORIGIN } from "../api/api-under-test.ts";
import { newLink, portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

it("shows the door to whoever has no session, and to nobody a page", async () => {
  const { ask } = portalUnderTest();

  const shown = [
    await ask("/portal"),
    await ask("/portal/tenants"),
    await ask("/portal/t/acme/events"),
    await ask("/portal/sources/new", { method: "POST", headers: { origin: ORIGIN } }),
    await ask("/portal/tenants", { headers: { cookie: "hooklane_portal=v1.invented.by-me" } }),
  ];

  expect(shown.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  expect(new Set(shown.map(({ headers }) => headers.get("location")))).toEqual(
    new Set(["/portal/sign-in", "/portal/sign-in?over=yes"]),
  );
});

it("lets the operator in with the admin key, and nobody with another one", async () => {
  const { browser, signedIn } = portalUnderTest();

  const stranger = browser();
  const refused = await stranger.post("/portal/sign-in", { key: "not-the-key" });
  const home = await (await signedIn()).get("/portal");

  expect([refused.status, refused.headers.get("set-cookie")]).toEqual([401, null]);
  expect(home.headers.get("location")).toBe("/portal/tenants");
});

it("ends a session that nobody used for an hour", async () => {
  const { api, signedIn } = portalUnderTest();
  const operator = await signedIn();

  api.clock.at += HOUR_MS - 1;
  const before = await operator.get("/portal/tenants");
  api.clock.at += HOUR_MS;
  const after = await operator.get("/portal/tenants");

  expect([before.status, after.status]).toEqual([200, 303]);
  expect(after.headers.get("location")).toBe("/portal/sign-in?over=yes");
});

it("ends a session after twelve hours, however much it is used", async () => {
  const { api, signedIn } = portalUnderTest();
  const operator = await signedIn();
  const statuses = new Set<number>();

  for (let hours = 0.5; hours < 12; hours += 0.5) {
    api.clock.at += HOUR_MS / 2;
    statuses.add((await operator.get("/portal/tenants")).status);
  }
  api.clock.at += HOUR_MS / 2;

  expect([...statuses]).toEqual([200]);
  expect((await operator.get("/portal/tenants")).status).toBe(303);
});

it("ends the session of a tenant's key with the answer to the key's revocation", async () => {
  const { api, signedIn } = portalUnderTest();
  const tenant = await newTenant(api);
  const { json: key } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const { json: other } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "manage" });
  const [revoked, left] = [await signedIn(key.key), await signedIn(other.key)];

  const before = await revoked.get(`/portal/t/${tenant}/events`);
  await api.remove(`/v1/tenants/${tenant}/keys/${key.id}`);

  expect([before.status, (await revoked.get(`/portal/t/${tenant}/events`)).status]).toEqual([200, 303]);
  expect((await left.get(`/portal/t/${tenant}/events`)).status).toBe(200);
});

it("notes a tenant's key as used when somebody signs in with it", async () => {
  const { api, signedIn } = portalUnderTest();
  const tenant = await newTenant(api);
  const { json: key } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "read" });

  await signedIn(key.key);

  const { json } = await api.get(`/v1/tenants/${tenant}/keys`);
  expect(json.data[0]?.["lastUsedAt"]).toBe("2026-11-01T12:00:00.000Z");
});

it("ends a session by link when the tenant goes", async () => {
  const { api, browser } = portalUnderTest();
  const tenant = await newTenant(api);
  const guest = browser();
  await guest.post(await newLink(api, tenant));

  const before = await guest.get(`/portal/t/${tenant}/events`);
  await api.remove(`/v1/tenants/${tenant}`);
  const after = await guest.get(`/portal/t/${tenant}/events`);

  expect([before.status, after.status]).toEqual([200, 303]);
});

it("ends the operator's sessions when the admin key changes", async () => {
  const { signedIn } = portalUnderTest();
  const { headers } = await portalUnderTest().ask("/portal/sign-in", {
    method: "POST",
    headers: { origin: ORIGIN },
    body: new URLSearchParams({ key: env.ADMIN_KEY }),
  });
  const cookie = /^[^;]+/.exec(headers.get("set-cookie") ?? "")?.[0] ?? "";

  const same = await portalUnderTest().ask("/portal/tenants", { headers: { cookie } });
  const changed = await portalUnderTest({ adminKey: "another-admin-key" }).ask("/portal/tenants", {
    headers: { cookie },
  });

  expect([same.status, changed.status]).toEqual([200, 303]);
  expect((await (await signedIn()).get("/portal/tenants")).status).toBe(200);
});

it("takes the cookie away at the way out", async () => {
  const { signedIn } = portalUnderTest();
  const operator = await signedIn();

  const out = await operator.post("/portal/sign-out");

  expect(out.headers.get("set-cookie")).toMatch(/hooklane_portal=; .*Max-Age=0/);
});

it("slows down an address that tries keys and links, and lets the right key in all the same", async () => {
  const asked: string[] = [];
  const failures: Limiter = {
    limit: ({ key }) => Promise.resolve({ success: asked.push(key) <= 2 }),
  };
  const { ask } = portalUnderTest({ limits: { failures } });
  const from = { origin: ORIGIN, "cf-connecting-ip": "192.0.2.1" };
  const attempt = (key: string) =>
    ask("/portal/sign-in", { method: "POST", headers: from, body: new URLSearchParams({ key }) });

  const answers = [
    await attempt("a"),
    await ask("/portal/enter/invented", { headers: from }),
    await attempt("c"),
    await ask("/portal/enter/invented", { headers: from }),
    await attempt(env.ADMIN_KEY),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 410, 429, 429, 303]);
  expect(answers[2]?.headers.get("retry-after")).toBe("60");
  expect(new Set(asked)).toEqual(new Set(["192.0.2.1"]));
});
