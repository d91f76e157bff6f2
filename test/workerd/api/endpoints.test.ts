import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { REFUSED_HOSTS } from "../../support/refused-hosts.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";

beforeEach(emptyDatabase);

it("saves no subscription whose endpoint is out of reach, in whatever spelling, nor one that is the router", async () => {
  const api = apiUnderTest({ ownHosts: ["public.example.com"] });
  const tenant = await newTenant(api);
  const urls = [...REFUSED_HOSTS, "hooks.example.com", "public.example.com"].map(
    (host) => `https://${host}/`,
  );

  const answers = await Promise.all(
    urls.map((url) => api.post(`/v1/tenants/${tenant}/subscriptions`, { url })),
  );

  const passed = urls.filter((_, at) => answers[at]?.json.errors[0]?.pointer !== "/url");
  expect(passed).toEqual([]);
  expect(answers.every(({ status }) => status === 422)).toBe(true);
  expect(await env.DB.prepare("SELECT count(*) AS rows FROM subscription").first("rows")).toBe(0);
});

it("does not let a subscription move to such an endpoint either", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id } = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}`;

  const moved = await api.patch(path, { url: "https://[::ffff:a9fe:a9fe]/" });

  expect([moved.status, moved.json.errors[0]?.pointer]).toEqual([422, "/url"]);
  expect((await api.get(path)).json["url"]).toBe("https://acme.example/hooks");
});
