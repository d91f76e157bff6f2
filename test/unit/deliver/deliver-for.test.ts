import { expect, it } from "vitest";
import type { Lease, Settlement } from "../../../src/coordinate/lease.ts";
import { deliverFor } from "../../../src/deliver/deliver-for.ts";
import { Outbox } from "../../../src/deliver/outbox.ts";
import { createLog } from "../../../src/platform/log.ts";
import { leaseOf } from "../../support/builders/leases.ts";

/** Coordinators that break as often as told, then listen; every call gets a new one. */
function coordinatorsThat(breakTimes: number) {
  const settlements: Settlement[] = [];
  let stubs = 0;
  const coordinator = () => {
    stubs += 1;
    const isBroken = stubs <= breakTimes;
    return {
      settle(settlement: Settlement): Promise<Lease[]> {
        if (isBroken) return Promise.reject(new Error("the object was reset"));
        settlements.push(settlement);
        return Promise.resolve([]);
      },
    };
  };
  return { coordinator, settlements };
}

it("reports an outcome again where the coordinator was restarting, and to a new stub", async () => {
  const { coordinator, settlements } = coordinatorsThat(1);
  const attempts = {
    fetch: () => Promise.reject(new Error("not to be called")),
    keys: { keyOf: () => Promise.reject(new Error("not to be called")) },
    ownHeaders: { headersOf: () => Promise.reject(new Error("not to be called")) },
    isSafe: () => false,
    clock: { now: () => 1_800_000_000_000 },
  };

  const outbox = new Outbox(attempts.clock).for("ten_1:0");
  await deliverFor(
    { leases: [leaseOf()], body: new Uint8Array([1]) },
    {
      coordinator,
      outbox,
      attempts,
      log: createLog("silent"),
    },
  );

  expect(settlements.flatMap(({ outcomes }) => outcomes)).toMatchObject([
    { ordinal: 1, attempt: 1, result: { error: "unsafe_url" } },
  ]);
});
