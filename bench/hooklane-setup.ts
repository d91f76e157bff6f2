import { TENANT_POINTER, tenantUid } from "./event.ts";
import type { HooklaneApi } from "./hooklane-api.ts";
import type { Scenario } from "./scenario.ts";
import type { SystemOptions } from "./system.ts";

/** The most that a subscription may have: the floor has no limit at all. */
const MAX_IN_FLIGHT = 100;
/** Before anything that a run accepts, and within the retention. */
const REPLAYED_SINCE_MS = 3_600_000;

/** What a scenario found in place. */
export interface SetUp {
  tenantIds: readonly string[];
  sourceId: string;
  /** Makes the first subscription and replays to it everything accepted so far. */
  replay(): Promise<void>;
}

/** Makes the scenario's tenants, one source for all of them, and a subscription per endpoint and tenant. */
export async function setUp(
  api: HooklaneApi,
  { scenario, endpoints, sourceSecret }: SystemOptions,
): Promise<SetUp> {
  const tenantIds = await makeTenants(api, scenario);
  const [first = ""] = tenantIds;
  const { id: sourceId } = await api.create("/v1/sources", {
    name: "Bench",
    provider: "fastpix",
    secret: sourceSecret,
    routing: scenario.tenants > 1 ? { pointer: TENANT_POINTER } : { tenant: first },
  });
  const subscribe = (tenantId: string, url: string) =>
    api.create(`/v1/tenants/${tenantId}/subscriptions`, {
      url,
      maxInFlight: MAX_IN_FLIGHT,
      ...(scenario.retrySchedule && { retrySchedule: scenario.retrySchedule }),
    });
  const waitsForReplay = scenario.replayedEvents > 0;
  for (const [tenant, tenantId] of tenantIds.entries()) {
    // Behind the endpoint's number the tenant's own, so that another tenant's event would be noticed.
    const path = scenario.tenants > 1 ? `/${tenant}` : "";
    if (!waitsForReplay) for (const url of endpoints) await subscribe(tenantId, `${url}${path}`);
  }
  return {
    tenantIds,
    sourceId,
    async replay() {
      const { id } = await subscribe(first, endpoints[0] ?? "");
      const from = new Date(Date.now() - REPLAYED_SINCE_MS).toISOString();
      await api.create(`/v1/tenants/${first}/subscriptions/${id}/replays`, { from, status: "all" });
    },
  };
}

async function makeTenants(api: HooklaneApi, { tenants, partitions }: Scenario): Promise<string[]> {
  const ids: string[] = [];
  for (let tenant = 0; tenant < tenants; tenant++) {
    const { id } = await api.create("/v1/tenants", { name: "Bench", uid: tenantUid(tenant), partitions });
    ids.push(id);
  }
  return ids;
}
