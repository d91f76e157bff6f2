import { expect, it } from "vitest";
import { setUp } from "../hooklane-setup.ts";
import { promptEndpoints } from "../endpoint.ts";
import { scenarioOf } from "./support/run-of.ts";
import type { Scenario } from "../scenario.ts";

it("makes a subscription per endpoint and tenant, each tenant with a path of its own", async () => {
  const made = await whatIsMade({ tenants: 2, endpoints: promptEndpoints(2) });

  expect(made.filter((line) => line.includes("subscriptions"))).toEqual([
    "/v1/tenants/1/subscriptions http://endpoint/0/0",
    "/v1/tenants/1/subscriptions http://endpoint/1/0",
    "/v1/tenants/2/subscriptions http://endpoint/0/1",
    "/v1/tenants/2/subscriptions http://endpoint/1/1",
  ]);
});

it("subscribes nobody before what is to be replayed has been accepted", async () => {
  const made = await whatIsMade({ replayedEvents: 10 });

  expect(made).toEqual(["/v1/tenants ", "/v1/sources "]);
});

/** Paths and URLs of what a scenario has made before its first event. */
async function whatIsMade(changes: Partial<Scenario>): Promise<string[]> {
  const scenario = scenarioOf(changes);
  const calls: string[] = [];
  const api = {
    create: (path: string, { url = "" }: Readonly<Record<string, unknown>>) => {
      calls.push(`${path} ${String(url)}`);
      return Promise.resolve({ id: String(calls.length) });
    },
    count: () => Promise.resolve(0),
  };
  const endpoints = scenario.endpoints.map((_, endpoint) => `http://endpoint/${endpoint}`);
  await setUp(api, { scenario, endpoints, sourceSecret: "", stateDir: "", logLevel: "info" });
  return calls;
}
