import { describe, expect, it } from "vitest";
import { monthlyCost } from "../../../../tools/scale/scenario-cost.ts";
import { ceilingsOf, subscriptionCeiling } from "../../../../tools/scale/ceilings.ts";
import { type Demand, deploymentFor, partitionCapacity } from "../../../../tools/scale/deployment.ts";
import { LIMITS } from "../../../../tools/scale/limits.ts";
import { tenantRates } from "../../../../tools/scale/traffic.ts";
import { ownMeasured } from "../../../../tools/cost/measured-runs.ts";

function demand(own: Partial<Demand> = {}): Demand {
  return {
    eventsPerSecond: 10_000,
    tenants: 1_000,
    objectRequestsPerEvent: 2,
    recordBytesPerEvent: 2_000,
    retentionDays: 1,
    ...own,
  };
}

describe("tenants' traffic", () => {
  it("adds up, and falls with their rank", () => {
    const rates = tenantRates(500, 1_000);

    expect(rates.reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(500, 6);
    expect((rates[0] ?? 0) / (rates[9] ?? 1)).toBeCloseTo(10, 6);
  });
});

describe("a deployment", () => {
  it("gives each tenant as many partitions as its traffic takes, one at least", () => {
    const { partitions, busiestPartitions, busiestPerSecond } = deploymentFor(demand());

    expect(partitionCapacity(2)).toBe(100);
    expect(busiestPartitions).toBe(Math.ceil(busiestPerSecond / 100));
    expect(partitions).toBeGreaterThanOrEqual(1_000);
    expect(deploymentFor(demand({ eventsPerSecond: 1 })).partitions).toBe(1_000);
  });

  it("gives none more than it may have, and says how many that leaves short", () => {
    const { partitions, tooBusyTenants } = deploymentFor(demand({ eventsPerSecond: 1_000_000, tenants: 10 }));

    expect(tooBusyTenants).toBe(10);
    expect(partitions).toBe(10 * LIMITS.partitions.value);
  });

  it("needs databases for the bytes it keeps, and for the transactions of many quiet tenants", () => {
    const kept = deploymentFor(demand({ retentionDays: 30 }));
    const quiet = deploymentFor(demand({ tenants: 1_000_000, retentionDays: 1, recordBytesPerEvent: 1 }));

    expect(kept.recordBytes).toBe(10_000 * 2_000 * 86_400 * 30);
    expect(kept.databasesBySize).toBe(Math.ceil(kept.recordBytes / 7e9));
    expect(quiet.databasesByWriting).toBeGreaterThan(quiet.databasesBySize);
  });

  it("runs into the size of one tenant's database long before its partitions", () => {
    const deployment = deploymentFor(demand({ tenants: 10, retentionDays: 30 }));

    const { database, partitions, account } = ceilingsOf(deployment, 30, 200);

    expect(database).toBeCloseTo((deployment.busiestPerSecond * 2_000 * 86_400 * 30) / 10e9, 6);
    expect(database).toBeGreaterThan(100 * partitions);
    expect(account).toBeCloseTo(deployment.recordBytes / 1e12, 10);
  });

  it("costs more with more events, more tenants and longer retention", () => {
    const measured = ownMeasured();
    const cost = (own: object) =>
      monthlyCost(measured, { eventsPerSecond: 100, tenants: 10, retentionDays: 1, ...own });

    expect(Math.abs(cost({ eventsPerSecond: 4_000 }) / cost({ eventsPerSecond: 2_000 }) - 2)).toBeLessThan(
      0.05,
    );
    expect(cost({ tenants: 10_000 })).toBeGreaterThan(cost({}));
    expect(cost({ retentionDays: 30 })).toBeGreaterThan(cost({}));
  });
});

describe("ceilings of deliveries", () => {
  it("are slots over the time for which each is held", () => {
    expect(subscriptionCeiling(250)).toBe(400);
  });
});
