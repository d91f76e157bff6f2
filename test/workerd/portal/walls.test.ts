import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newSubscription, newTenant, ORIGIN } from "../api/api-under-test.ts";
import { eventOf, record } from "../api/recorded.ts";
import { newKey } from "../api/with-key.ts";
import { newLink, portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

const OPERATOR_PAGES = [
  "/portal/tenants",
  "/portal/tenants/new",
  "/portal/sources",
  "/portal/sources/new",
  "/portal/unrouted",
  "/portal/system",
];

/** Two tenants with a subscription and an event each. */
async function twoTenants(own: Parameters<typeof portalUnderTest>[0] = {}) {
  const portal = portalUnderTest(own);
  const { api } = portal;
  const [mine, theirs] = [await newTenant(api), await newTenant(api, { uid: "theirs" })];
  const { id: subscription, secret } = await newSubscription(api, theirs);
  const event = eventOf(theirs);
  await record([event]);
  return { ...portal, mine, theirs, subscription, secret, event: event.id };
}

it("shows a tenant its own pages, and another's as if there were none", async () => {
  const { api, signedIn, mine, theirs, subscription, event } = await twoTenants();
  const somebody = await signedIn(await newKey(api, mine, "manage"));
  const pages = (tenant: string) => [
    `/portal/t/${tenant}/events`,
    `/portal/t/${tenant}/events/${event}`,
    `/portal/t/${tenant}/subscriptions`,
    `/portal/t/${tenant}/subscriptions/${subscription}`,
    `/portal/t/${tenant}/subscriptions/${subscription}/edit`,
    `/portal/t/${tenant}/subscriptions/new`,
  ];

  const own = await somebody.get(`/portal/t/${mine}/events`);
  const foreign = [...pages(theirs), ...pages("theirs"), ...pages("nobody")];
  const answers = await Promise.all(foreign.map((path) => somebody.get(path)));
  const smuggled = await Promise.all(pages(mine).map((path) => somebody.get(path)));

  expect(own.status).toBe(200);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(smuggled.map(({ status }) => status)).toEqual([200, 404, 200, 404, 404, 200]);
});

it("lets no tenant act on another's subscription", async () => {
  const { api, signedIn, mine, theirs, subscription } = await twoTenants();
  const somebody = await signedIn(await newKey(api, mine, "manage"));
  const actions = ["pause", "test", "rotate-secret", "edit", "remove"];

  const answers = await Promise.all(
    [mine, theirs].flatMap((tenant) =>
      actions.map((action) => somebody.post(`/portal/t/${tenant}/subscriptions/${subscription}/${action}`)),
    ),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  const { json } = await api.get(`/v1/tenants/${theirs}/subscriptions/${subscription}`);
  expect(json["status"]).toBe("enabled");
});

it("keeps the operator's pages from tenants, to look at and to post to", async () => {
  const { api, signedIn, mine, event } = await twoTenants();
  const somebody = await signedIn(await newKey(api, mine, "manage"));

  const looked = await Promise.all(
    [...OPERATOR_PAGES, `/portal/tenants/${mine}`, `/portal/tenants/${mine}/edit`].map((path) =>
      somebody.get(path),
    ),
  );
  const posted = await Promise.all([
    somebody.post("/portal/tenants/new", { name: "X" }),
    somebody.post(`/portal/tenants/${mine}/edit`, { name: "X" }),
    somebody.post(`/portal/tenants/${mine}/keys`, { role: "manage" }),
    somebody.post(`/portal/tenants/${mine}/links`, { role: "manage" }),
    somebody.post("/portal/sources/new", { name: "X" }),
    somebody.post("/portal/sources/src_1/secrets", { secret: "x" }),
    somebody.post("/portal/sources/src_1/status", { status: "disabled" }),
    somebody.post("/portal/sources/src_1/remove"),
    somebody.post(`/portal/unrouted/${event}/assign`, { tenant: mine }),
  ]);

  expect(new Set([...looked, ...posted].map(({ status }) => status))).toEqual(new Set([403]));
});

it("lets the role read look at everything of its tenant and change nothing", async () => {
  const { api, browser, theirs, subscription } = await twoTenants();
  const guest = browser();
  await guest.post(await newLink(api, theirs, { role: "read" }));
  const at = `/portal/t/${theirs}/subscriptions`;

  const page = await guest.get(`${at}/${subscription}`);
  const posted = await Promise.all(
    ["pause", "resume", "enable", "test", "rotate-secret", "edit", "remove"].map((action) =>
      guest.post(`${at}/${subscription}/${action}`, { url: "https://x.example/" }),
    ),
  );
  const made = await guest.post(`${at}/new`, { url: "https://x.example/" });

  expect(page.status).toBe(200);
  expect(page.text).not.toContain('method="post" action="/portal/t/');
  expect(new Set([...posted, made].map(({ status }) => status))).toEqual(new Set([403]));
});

it.each(["https://evil.example", "null", "https://hooks.example.com.evil.example"])(
  "refuses a form that comes from %s",
  async (origin) => {
    const { api, signedIn, theirs, subscription } = await twoTenants();
    const operator = await signedIn();

    const forged = await operator.post(`/portal/t/${theirs}/subscriptions/${subscription}/pause`, {}, origin);

    expect(forged.status).toBe(403);
    const { json } = await api.get(`/v1/tenants/${theirs}/subscriptions/${subscription}`);
    expect(json["status"]).toBe("enabled");
  },
);

it("refuses a post without a content type that comes from elsewhere, as a script there can send it", async () => {
  const { ask, signedIn } = await twoTenants();
  const operator = await signedIn();

  const forged = await ask("/portal/sign-out", {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });

  expect(forged.status).toBe(403);
  expect((await operator.get("/portal/tenants")).status).toBe(200);
});

it("forbids scripts, styles, frames and forms that are not ours, on every kind of answer", async () => {
  const { ask, signedIn, theirs } = await twoTenants();
  const operator = await signedIn();

  const answers = [
    await ask("/portal/sign-in"),
    await ask("/portal/enter/invented"),
    await operator.get(`/portal/t/${theirs}/events`),
    await operator.get("/portal/nothing"),
    await operator.post("/portal/sign-out", {}, "https://evil.example"),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 410, 200, 404, 403]);
  for (const { headers, text } of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(text).not.toMatch(/<script(?! src="\/portal\/assets\/)|<style|\sstyle="|\son\w+="/);
  }
});

it("gives its cookie to nobody but itself: no script, no other path, no other site", async () => {
  const { browser, api, mine } = await twoTenants();

  const { headers } = await browser().post(await newLink(api, mine));

  const attributes = (headers.get("set-cookie") ?? "").split("; ").slice(1).toSorted();
  expect(attributes).toEqual(["HttpOnly", "Max-Age=3600", "Path=/portal", "SameSite=Lax", "Secure"]);
});

it("may be framed by the origins that the operator named, and by no other", async () => {
  const { browser, api, mine } = await twoTenants({ frameOrigins: ["https://app.example"] });

  const { headers } = await browser().post(await newLink(api, mine));

  expect(headers.get("content-security-policy")).toContain("frame-ancestors https://app.example");
  expect(headers.get("x-frame-options")).toBeNull();
  expect(headers.get("set-cookie")).toMatch(/HttpOnly.*Secure.*SameSite=None.*Partitioned/);
});

it("shows no secret on any page", async () => {
  const { api, signedIn, mine, theirs, subscription, secret, event } = await twoTenants();
  const key = await newKey(api, theirs, "read");
  const inbound = "c291cmNlLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVmZ2g=";
  const { json: source } = await api.post("/v1/sources", {
    name: "S",
    provider: "fastpix",
    secret: inbound,
    routing: { tenant: mine },
  });
  const operator = await signedIn();

  const pages = await Promise.all(
    [
      ...OPERATOR_PAGES,
      `/portal/tenants/${theirs}`,
      `/portal/tenants/${theirs}/edit`,
      `/portal/sources/${source.id}`,
      `/portal/sources/${source.id}/edit`,
      `/portal/t/${theirs}/events`,
      `/portal/t/${theirs}/events/${event}`,
      `/portal/t/${theirs}/subscriptions`,
      `/portal/t/${theirs}/subscriptions/${subscription}`,
      `/portal/t/${theirs}/subscriptions/${subscription}/edit`,
    ].map((path) => operator.get(path)),
  );

  expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
  const all = pages.map(({ text }) => text).join("");
  for (const hidden of [secret, secret.slice("whsec_".length), key, inbound]) {
    expect(all).not.toContain(hidden);
  }
});

const GARBAGE = [
  ["a cursor of nobody", "cursor=nonsense"],
  ["a cursor with NUL", "cursor=%00"],
  ["an empty cursor", "cursor="],
  ["bytes that are no text", "status=%F0%28%8C%28&type=%00&category=constructor"],
  ["times that are none", "from=yesterday&to=99999999999999999999&from=2026-13-45"],
  ["names that objects have", "stream=media:%27%3B--&type[]=1&__proto__=1&constructor=1"],
  ["a type without end", `type=${"x".repeat(3_000)}`],
  ["a script", "assigned=%3Cscript%3E&to=ten_1&status=%3Cscript%3E&from=%3Cscript%3E"],
  ["a lone percent sign", "%"],
] as const;

it.each(GARBAGE)("answers a query with %s without failing", async (_name, query) => {
  const { signedIn, mine, theirs, subscription } = await twoTenants();
  const operator = await signedIn();

  const answers = await Promise.all(
    [
      ...OPERATOR_PAGES,
      "/portal/sign-in",
      `/portal/tenants/${mine}`,
      `/portal/t/${theirs}/events`,
      `/portal/t/${theirs}/subscriptions`,
      `/portal/t/${theirs}/subscriptions/${subscription}`,
    ].map((path) => operator.get(`${path}?${query}`)),
  );

  for (const { status, text } of answers) {
    expect([200, 400]).toContain(status);
    expect(text).not.toContain("<script>");
  }
});

it.each([
  "/portal/t/%E0%A4%A/events",
  "/portal/t/%00/events",
  "/portal/tenants/%00",
  "/portal/sources/%2e%2e",
  "/portal/t/system/events/%27",
  "/portal/enter/%E0%A4%A",
  "/portal/assets/style-0.css",
])("answers the path %s without failing", async (path) => {
  const { signedIn } = await twoTenants();

  expect([404, 410]).toContain((await (await signedIn()).get(path)).status);
});

it.each([
  ["application/x-www-form-urlencoded", "%%%&name=%F0%28&uid=%00", 422],
  ["multipart/form-data", "no boundary", 400],
  ["multipart/form-data; boundary=x", "--x garbage", 400],
  ["text/plain", "name=x", 400],
  ["application/x-www-form-urlencoded", `name=${"x".repeat(300_000)}`, 413],
])("answers a form of the type %s that is none with a refusal", async (type, body, status) => {
  const { ask, signedIn } = await twoTenants();
  const operator = await signedIn();
  const { headers } = await ask("/portal/sign-in", {
    method: "POST",
    headers: { origin: ORIGIN },
    body: new URLSearchParams({ key: "admin-key-for-tests-that-opens-nothing-else" }),
  });
  const cookie = /^[^;]+/.exec(headers.get("set-cookie") ?? "")?.[0] ?? "";

  const answer = await ask("/portal/tenants/new", {
    method: "POST",
    headers: { cookie, origin: ORIGIN, "content-type": type },
    body,
  });

  expect(answer.status).toBe(status);
  expect((await operator.get("/portal/tenants")).status).toBe(200);
});
