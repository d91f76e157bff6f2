import { type Ceilings, ceilingsOf } from "./ceilings.ts";
import { deploymentFor, type Deployment } from "./deployment.ts";
import { ENDPOINT, onPlatform } from "./operation-costs.ts";
import { LIMITS } from "./limits.ts";
import { monthlyCost } from "./scenario-cost.ts";
import type { Measured } from "../cost/measured.schema.ts";
import { runOf } from "../cost/measured-runs.ts";

const EVENT_RATES = [100, 10_000, 1_000_000] as const;
const TENANT_COUNTS = [10, 1_000, 1_000_000] as const;
/** Subscriptions that want an event, in every scenario. */
const FAN_OUT = 1;

/** One deployment, what it needs and what it runs into. */
export interface Scenario {
  eventsPerSecond: number;
  tenants: number;
  retentionDays: number;
  deployment: Deployment;
  ceilings: Ceilings;
  dollarsPerMonth: number;
}

/** The deployments of the page: each rate with each number of tenants, at one retention. */
export function scenariosFor(measured: Measured, retentionDays: number): Scenario[] {
  const { perEvent } = runOf(measured, "steady-100", FAN_OUT);
  return EVENT_RATES.flatMap((eventsPerSecond) =>
    TENANT_COUNTS.map((tenants) => {
      const deployment = deploymentFor({
        eventsPerSecond,
        tenants,
        retentionDays,
        objectRequestsPerEvent: perEvent.objectRequests,
        recordBytesPerEvent: measured.bytes.recordPerEvent[FAN_OUT] ?? 0,
      });
      return {
        eventsPerSecond,
        tenants,
        retentionDays,
        deployment,
        ceilings: ceilingsOf(deployment, retentionDays, LEASED_MS),
        dollarsPerMonth: monthlyCost(measured, { eventsPerSecond, tenants, retentionDays }),
      };
    }),
  );
}

/** From lease to outcome: the endpoint's mean, two hops, a write. The mean of a log-normal is above its median. */
export const LEASED_MS = meanAnswerMs() + 2 * onPlatform(LIMITS.objectRequestsPerSecond.value).hopMs + 10;

/** The mean of the endpoint's answers. */
function meanAnswerMs(): number {
  const sigma = Math.log(ENDPOINT.p99 / ENDPOINT.median) / 2.3263;
  return ENDPOINT.median * Math.exp(sigma ** 2 / 2);
}
