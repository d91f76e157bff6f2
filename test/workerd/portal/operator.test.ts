import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { newId } from "../../../src/platform/ids.ts";
import { insertRejections } from "../../../src/record/rejections.sql.ts";
import { insertUnrouted } from "../../../src/record/unrouted.sql.ts";
import { emptyDatabase, newTenant, ORIGIN, START } from "../api/api-under-test.ts";
import { tell } from "../api/reported.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

const SECRET = "c291cmNlLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVmZ2g=";

const OTHER_SECRET = "YW5vdGhlci1zZWNyZXQtMDEyMzQ1Njc4OWFiY2RlZmc=";

/** The operator, signed in, and a source made through the API. */
async function withSource() {
  const portal = portalUnderTest();
  const { api } = portal;
  const tenant = await newTenant(api, { uid: "acme" });
  const { json: source } = await api.post("/v1/sources", {
    name: "Production",
    provider: "fastpix",
    secret: SECRET,
    routing: { tenant },
  });
  const show = async () => (await api.get(`/v1/sources/${source.id}`)).json;
  return {
    ...portal,
    tenant,
    source,
    show,
    path: `/portal/sources/${source.id}`,
    operator: await portal.signedIn(),
  };
}

it("makes a tenant, changes it, and says what is wrong beside what was typed", async () => {
  const { api, signedIn } = portalUnderTest();
  const operator = await signedIn();

  const made = await operator.post("/portal/tenants/new", {
    name: "Acme",
    uid: "acme",
    partitions: "4",
    retentionDays: "7",
  });
  const path = made.headers.get("location") ?? "";
  const taken = await operator.post("/portal/tenants/new", { name: "Other", uid: "acme" });
  const wrong = await operator.post(`${path}/edit`, { name: "Acme Academy", retentionDays: "soon" });
  const changed = await operator.post(`${path}/edit`, { name: "Acme Academy", uid: "", retentionDays: "90" });

  expect([made.status, taken.status, wrong.status, changed.status]).toEqual([303, 409, 422, 303]);
  expect(taken.text).toContain('value="Other"');
  expect(wrong.text).toContain("retentionDays");
  const { json } = await api.get(`/v1/tenants/${path.split("/").at(-1)}`);
  expect(json).toMatchObject({ name: "Acme Academy", uid: null, partitions: 4, retentionDays: 90 });
});

it("makes a key that works and is shown once, and revokes it", async () => {
  const { api, signedIn } = portalUnderTest();
  const tenant = await newTenant(api);
  const operator = await signedIn();
  const path = `/portal/tenants/${tenant}`;

  const made = await operator.post(`${path}/keys`, { role: "read", name: "CI" });
  const key = /hl_[0-9A-Za-z]{49}/.exec(made.text)?.[0] ?? "";
  const developer = await signedIn(key);
  const seen = await developer.get(`/portal/t/${tenant}/events`);
  const listed = await operator.get(path);
  const { json } = await api.get(`/v1/tenants/${tenant}/keys`);
  const revoked = await operator.post(`${path}/keys/${json.data[0]?.id}/revoke`);

  expect([made.status, seen.status, revoked.status]).toEqual([201, 200, 303]);
  expect(listed.text).toContain(key.slice(-4));
  expect(listed.text).not.toContain(key);
  expect((await developer.get(`/portal/t/${tenant}/events`)).status).toBe(303);
});

it("makes a source for a tenant named by its uid, and shows the URL to give to the provider", async () => {
  const { api, signedIn } = portalUnderTest();
  await newTenant(api, { uid: "acme" });
  const operator = await signedIn();

  const made = await operator.post("/portal/sources/new", {
    name: "Production",
    provider: "fastpix",
    secret: SECRET,
    routing: "tenant",
    tenant: "acme",
    orderWindowMs: "0",
    redact: "/data/metadata/email\r\n\r\n/data/metadata/name",
  });
  const path = made.headers.get("location") ?? "";
  const page = await operator.get(path);

  expect(made.status).toBe(303);
  expect(page.text).toContain(`${ORIGIN}/ingest/${path.split("/").at(-1)}`);
  const { json } = await api.get(path.replace("/portal/", "/v1/"));
  expect(json).toMatchObject({ orderWindowMs: 0, redact: ["/data/metadata/email", "/data/metadata/name"] });
  expect(json.secrets).toHaveLength(1);
});

it("says which field of a source is wrong, and does not give the secret back", async () => {
  const { operator } = await withSource();

  const answers = [
    await operator.post("/portal/sources/new", {
      name: "S",
      provider: "fastpix",
      secret: SECRET,
      tenant: "nobody",
    }),
    await operator.post("/portal/sources/new", {
      name: "S",
      provider: "fastpix",
      secret: "short",
      tenant: "acme",
    }),
    await operator.post("/portal/sources/new", {
      name: " ",
      provider: "mux",
      routing: "pointer",
      pointer: "x",
    }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(answers[0]?.text).toContain("routing/tenant");
  expect(answers[1]?.text).toContain("<code>secret</code>");
  expect(answers[2]?.text).toContain("routing/pointer");
  expect(answers.map(({ text }) => text).join("")).not.toContain(SECRET);
});

it("tells what it noticed about a secret that it took", async () => {
  const { operator, path, show } = await withSource();

  const added = await operator.post(`${path}/secrets`, { secret: ` ${OTHER_SECRET}` });

  expect(added.status).toBe(200);
  expect(added.text).toContain("Whitespace around the secret was removed.");
  expect((await show()).secrets).toHaveLength(2);
});

it("rotates a source's secret: adds one, ends the others in an hour, removes one, keeps the last", async () => {
  const { operator, path, show } = await withSource();
  const [first] = (await show()).secrets;

  await operator.post(`${path}/secrets`, {
    secret: OTHER_SECRET,
    expireOthersAfterSeconds: "3600",
  });
  const both = (await show()).secrets;
  const removed = await operator.post(`${path}/secrets/${first?.id}/remove`);
  const [last] = (await show()).secrets;
  const refused = await operator.post(`${path}/secrets/${last?.id}/remove`);

  expect(both.find(({ id }) => id === first?.id)).toMatchObject({ expiresAt: "2026-11-01T13:00:00.000Z" });
  expect([removed.status, refused.status]).toEqual([303, 409]);
  expect((await show()).secrets).toHaveLength(1);
});

it("switches a source off and on, changes it, and removes it", async () => {
  const { api, operator, path, show, source } = await withSource();

  await operator.post(`${path}/status`, { status: "disabled" });
  const off = (await show())["status"];
  await operator.post(`${path}/status`, { status: "enabled" });
  const on = (await show())["status"];
  const nonsense = await operator.post(`${path}/status`, { status: "asleep" });
  await operator.post(`${path}/edit`, {
    name: "Staging",
    routing: "pointer",
    pointer: "/data/metadata/tenant",
  });
  const changed = await show();
  await operator.post(`${path}/remove`);

  expect([off, on, nonsense.status]).toEqual(["disabled", "enabled", 422]);
  expect(changed).toMatchObject({
    name: "Staging",
    routing: { pointer: "/data/metadata/tenant" },
    orderWindowMs: 1_500,
  });
  expect((await api.get(`/v1/sources/${source.id}`)).status).toBe(404);
});

it("shows what a source refused as text, whatever a stranger has sent", async () => {
  const { operator, path, source } = await withSource();
  await insertRejections(env.DB, source.id, [
    {
      id: newId("rej", START),
      sourceId: source.id,
      at: START,
      reason: "signature_mismatch",
      detail: "No secret of this source made this signature.",
      count: 7,
      headers: { "user-agent": "<img src=x onerror=alert(1)>" },
      bodyBytes: 30,
      bodyHead: "</code><script>alert(1)</script>",
    },
  ]);

  const { text } = await operator.get(path);

  expect(text).toContain("signature_mismatch");
  expect(text).toContain("7 requests");
  expect(text).toContain("&lt;script&gt;alert(1)");
  expect(text).not.toContain("<script>alert");
  expect(text).not.toContain("<img");
});

it("gives an unrouted event to a tenant, and asks again where there is no such tenant", async () => {
  const { api, operator, tenant, source } = await withSource();
  const id = await insertUnrouted(
    env.DB,
    {
      id: newId("evt", START),
      sourceId: source.id,
      providerEventId: "p-1",
      reason: "no_tenant_named",
      type: "video.media.ready",
      stream: "media:m1",
      occurredAt: START - 5,
      receivedAt: START,
    },
    { contentType: "application/json", headers: {}, body: "{}" },
  );

  const listed = await operator.get("/portal/unrouted");
  const refused = await operator.post(`/portal/unrouted/${id}/assign`, { tenant: "nobody" });
  const assigned = await operator.post(`/portal/unrouted/${id}/assign`, { tenant: "acme" });
  const after = await operator.get(assigned.headers.get("location") ?? "");
  const again = await operator.post(`/portal/unrouted/${id}/assign`, { tenant: "acme" });

  expect(listed.text).toContain("media:m1");
  expect([refused.status, assigned.status, again.status]).toEqual([422, 303, 404]);
  expect(after.text).toContain(`/portal/t/${tenant}/events`);
  expect(after.text).not.toContain("media:m1");
  expect(api.coordinators.arrivals.map(({ eventId }) => eventId)).toEqual([id]);
});

it("shows the operator how each partition stands, and where Hooklane tells of itself", async () => {
  const { api, operator, tenant } = await withSource();
  await tell(tenant, {
    partition: 3,
    status: { openEvents: 12, openBreakers: 2, oldestUnrecordedAt: START - 1_500 },
  });

  const { text } = await operator.get("/portal/system");

  expect(text).toContain(`/portal/tenants/${tenant}`);
  expect(text).toContain('badge bad">2');
  expect(text).toContain("1.5 s");
  expect(text).toContain('href="/portal/t/system/events"');
  expect(text).toContain("source.rejecting");
  expect((await api.get("/v1/system")).json["openEvents"]).toBe(12);
});
