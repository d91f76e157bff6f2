import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { openHeaders } from "../../../src/deliver/own-headers.ts";
import { reconcileConfigurations } from "../../../src/manage/push-configuration.ts";
import { resealSecrets } from "../../../src/manage/reseal/reseal-secrets.ts";
import { sealPlainHeaders } from "../../../src/manage/reseal/seal-headers.ts";
import { toBase64 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabase,
  newSubscription,
  newTenant,
} from "./api-under-test.ts";
import { newKey, withKey } from "./with-key.ts";

const NEW_KEY = toBase64(new Uint8Array(32).fill(77));
const HEADERS = { authorization: "Bearer endpoint-secret" };

beforeEach(emptyDatabase);

/** All that the record and the coordinators have of subscriptions, as text. */
async function stored({ coordinators }: ApiUnderTest): Promise<string> {
  const { results } = await env.DB.prepare("SELECT * FROM subscription").all();
  return JSON.stringify([results, [...coordinators.configurations]]);
}

/** Puts headers into the record as they stood there before they were sealed. */
async function storeInClear(id: string): Promise<void> {
  await env.DB.prepare(
    "UPDATE subscription SET settings = json_set(settings, '$.headers', json(?)) WHERE id = ?",
  )
    .bind(JSON.stringify(HEADERS), id)
    .run();
}

function pushedHeaders({ coordinators }: ApiUnderTest, tenant: string) {
  return coordinators.configurations.get(`${tenant}:0`)?.subscriptions[0]?.target.headers ?? {};
}

it("keeps no header's value in clear, neither in the record nor in a coordinator", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const created = await newSubscription(api, tenant, { headers: HEADERS });
  const afterCreation = await stored(api);
  const path = `/v1/tenants/${tenant}/subscriptions/${created.id}`;
  const changed = await api.patch(path, { headers: { "x-token": "another-secret" } });
  const other = await api.patch(path, { description: "the same headers" });

  expect(afterCreation).not.toContain("endpoint-secret");
  expect(await stored(api)).not.toContain("another-secret");
  expect([created["headers"], changed.json["headers"]]).toEqual([HEADERS, { "x-token": "another-secret" }]);
  expect(other.json["headers"]).toEqual({ "x-token": "another-secret" });
  expect(await openHeaders(api.deps.sealer, pushedHeaders(api, tenant), created.id)).toEqual({
    "x-token": "another-secret",
  });
  expect((await api.patch(path, { headers: null })).json["headers"]).toEqual({});
  expect(pushedHeaders(api, tenant)).toEqual({});
});

it("shows, masks and sends headers that were stored in clear, and the cron seals them", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id, ...created } = await newSubscription(api, tenant);
  await storeInClear(id);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;
  const reader = withKey(api, await newKey(api, tenant, "read"));
  await api.post(`${path}/test`);
  const before = [(await api.get(path)).json["headers"], (await reader.get(path)).json["headers"]];

  const sealed = [await sealPlainHeaders(api.deps, 10), await sealPlainHeaders(api.deps, 10)];
  await reconcileConfigurations(api.deps, 10);

  expect(before).toEqual([HEADERS, { authorization: "***" }]);
  expect(api.attempted[0]?.lease.target.headers).toEqual(HEADERS);
  expect(sealed).toEqual([1, 0]);
  expect(await stored(api)).not.toContain("endpoint-secret");
  expect((await api.get(path)).json).toMatchObject({ headers: HEADERS, updatedAt: created["updatedAt"] });
  expect((await reader.get(path)).json["headers"]).toEqual({ authorization: "***" });
  expect(await openHeaders(api.deps.sealer, pushedHeaders(api, tenant), id)).toEqual(HEADERS);
});

it("finds headers in clear without reading the subscriptions that have none", async () => {
  const api = apiUnderTest();
  const asked: string[] = [];
  const listening = new Proxy(env.DB, {
    get: (db, name) => (name === "prepare" ? (sql: string) => (asked.push(sql), db.prepare(sql)) : undefined),
  });

  await sealPlainHeaders({ ...api.deps, db: listening }, 10);

  const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${asked[0]}`).bind(10).all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail)).toEqual([
    expect.stringContaining("USING INDEX subscription_plain_headers"),
  ]);
});

it("seals headers with a new encryption key, and needs the old one until coordinators have them", async () => {
  const before = apiUnderTest();
  const tenant = await newTenant(before);
  const { id } = await newSubscription(before, tenant, { headers: HEADERS });
  const oldId = await before.deps.sealer.keyId();
  const after = apiUnderTest({ sealer: createSealer(NEW_KEY, env.ENCRYPTION_KEY) });
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;
  const shownBefore = (await after.get(path)).json["headers"];

  const resealed = await resealSecrets(after.deps, 10);
  await reconcileConfigurations(after.deps, 10);
  await resealSecrets(after.deps, 10);

  expect([shownBefore, resealed]).toEqual([HEADERS, 2]);
  expect(await stored(after)).not.toContain(`v1.${oldId}.`);
  expect(after.logged.join()).toContain("old_key_unused");
  const alone = apiUnderTest({ sealer: createSealer(NEW_KEY) });
  expect((await alone.get(path)).json["headers"]).toEqual(HEADERS);
  expect(await openHeaders(createSealer(NEW_KEY), pushedHeaders(after, tenant), id)).toEqual(HEADERS);
});

it("says that the old key is needed while nothing but headers needs it", async () => {
  const before = apiUnderTest();
  const tenant = await newTenant(before);
  const { id } = await newSubscription(before, tenant, { headers: HEADERS });
  const after = apiUnderTest({ sealer: createSealer(NEW_KEY, env.ENCRYPTION_KEY) });
  await after.post(`/v1/tenants/${tenant}/subscriptions/${id}/rotate-secret`, { overlapSeconds: 0 });

  const unusedWith = async (limit: number) => {
    await resealSecrets(after.deps, limit);
    return after.logged.join().includes("old_key_unused");
  };

  expect([await unusedWith(0), await unusedWith(10)]).toEqual([false, false]);
  await reconcileConfigurations(after.deps, 10);
  expect(await unusedWith(10)).toBe(true);
});

it("shows a subscription whose headers no key opens, says so, and takes new ones", async () => {
  const before = apiUnderTest({ sealer: createSealer(toBase64(new Uint8Array(32).fill(1))) });
  const tenant = await newTenant(before);
  const { id } = await newSubscription(before, tenant, { headers: HEADERS });
  const api = apiUnderTest();

  const list = await api.get(`/v1/tenants/${tenant}/subscriptions`);
  const repaired = await api.patch(`/v1/tenants/${tenant}/subscriptions/${id}`, { headers: HEADERS });

  expect(list.json.data[0]).toMatchObject({ id, headers: {} });
  expect(JSON.stringify(list.json.data[0]?.["warnings"])).toContain("ENCRYPTION_KEY");
  expect(repaired.json["headers"]).toEqual(HEADERS);
  expect(repaired.json["warnings"]).toBeUndefined();
});
