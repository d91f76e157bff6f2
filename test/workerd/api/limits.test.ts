import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { countFailure, type Limiter } from "../../../src/manage/limits.ts";
import { apiUnderTest, emptyDatabase, newTenant } from "./api-under-test.ts";
import { newKey, withKey } from "./with-key.ts";

beforeEach(emptyDatabase);

/** Lets as many pass under each key, and remembers what it was asked. */
function limiterOf(most: number): Limiter & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    limit: ({ key }) => {
      asked.push(key);
      return Promise.resolve({ success: asked.filter((other) => other === key).length <= most });
    },
  };
}

it("slows down an address that fails to authenticate, and no other address", async () => {
  const failures = limiterOf(2);
  const { send } = apiUnderTest({ limits: { failures } });
  const fail = (address: string) =>
    send("GET", "/v1/tenants", {
      headers: { authorization: "Bearer wrong", "cf-connecting-ip": address },
    });

  const answers = [
    await fail("192.0.2.1"),
    await fail("192.0.2.1"),
    await fail("192.0.2.1"),
    await fail("192.0.2.2"),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 429, 401]);
  expect([answers[2]?.json.code, answers[2]?.headers.get("retry-after")]).toEqual(["rate_limited", "60"]);
});

it("locks nobody out: a valid key passes whatever its address has done", async () => {
  const api = apiUnderTest({ limits: { failures: limiterOf(0) } });

  const stranger = await withKey(api, "wrong").get("/v1/tenants");
  const operator = await api.get("/v1/tenants");

  expect([stranger.status, operator.status]).toEqual([429, 200]);
});

it("limits the requests of each tenant's key by itself, and not the operator's", async () => {
  const requests = limiterOf(2);
  const api = apiUnderTest({ limits: { requests } });
  const tenant = await newTenant(api);
  const [busy, other] = [await newKey(api, tenant, "read"), await newKey(api, tenant, "read")];
  const ask = async (key: string) => (await withKey(api, key).get(`/v1/tenants/${tenant}`)).status;

  const statuses = [await ask(busy), await ask(busy), await ask(busy), await ask(other)];

  expect(statuses).toEqual([200, 200, 429, 200]);
  expect(requests.asked).toHaveLength(4);
});

it("lets everybody pass where the limiter does not answer", async () => {
  const broken: Limiter = { limit: () => Promise.reject(new Error("away")) };
  const api = apiUnderTest({ limits: { failures: broken, requests: broken } });
  const tenant = await newTenant(api);

  expect((await withKey(api, "wrong").get("/v1/tenants")).status).toBe(401);
  expect((await withKey(api, await newKey(api, tenant, "read")).get(`/v1/tenants/${tenant}`)).status).toBe(
    200,
  );
});

it("counts with the platform's own binding", async () => {
  const limits = { failures: env.AUTH_FAILURES };
  const passes = () =>
    countFailure(limits, "198.51.100.7").then(
      () => true,
      () => false,
    );

  // Twice the limit and one: wherever the minute ends, one of the two has more than it may.
  const passed = await Promise.all(Array.from({ length: 2 * 600 + 1 }, passes));

  expect(passed.filter(Boolean).length).toBeGreaterThanOrEqual(600);
  expect(passed).toContain(false);
});
