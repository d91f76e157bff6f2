import { describe, expect, it } from "vitest";
import { type Delivery, newDelivery } from "../../../src/coordinate/delivery.ts";
import { nextStep } from "../../../src/coordinate/lanes.ts";
import { policyOf } from "../../support/builders/coordination.ts";

const NOW = 1_000_000;

function headOf(own: Partial<Delivery> = {}): Delivery {
  return { ...newDelivery("sub_1", 1), ...own };
}

function failing(own: Partial<Delivery> = {}): Delivery {
  return headOf({ attemptCount: 1, failingSince: NOW, nextAttemptAt: NOW + 5_000, ...own });
}

describe("the head of a lane", () => {
  it("goes when nothing holds it", () => {
    expect(nextStep(headOf(), policyOf(), NOW)).toEqual({ step: "ready" });
  });

  it("waits while somebody holds its lease", () => {
    const head = headOf({ leasedUntil: NOW + 1 });

    expect(nextStep(head, policyOf(), NOW)).toEqual({ step: "wait", until: NOW + 1, because: "leased" });
  });

  it("goes again when its lease has ended without a word", () => {
    expect(nextStep(headOf({ leasedUntil: NOW }), policyOf(), NOW)).toEqual({ step: "expire" });
  });

  it("waits for its retry, and goes when that is due", () => {
    const head = failing();

    expect(nextStep(head, policyOf(), NOW)).toEqual({ step: "wait", until: NOW + 5_000, because: "retry" });
    expect(nextStep(head, policyOf(), NOW + 5_000)).toEqual({ step: "ready" });
  });

  it("leaves when it is settled", () => {
    expect(nextStep(headOf({ status: "failed" }), policyOf(), NOW)).toEqual({ step: "leave" });
  });
});

describe("a head that blocks its lane", () => {
  const retryLater = failing({ nextAttemptAt: NOW + 3_600_000 });

  it("is looked at again when it may be parked, if that is before its retry", () => {
    const step = nextStep(retryLater, policyOf({ maxBlockSeconds: 600 }), NOW);

    expect(step).toEqual({ step: "wait", until: NOW + 600_000, because: "retry" });
  });

  it("is parked after maxBlockSeconds", () => {
    expect(nextStep(retryLater, policyOf({ maxBlockSeconds: 600 }), NOW + 600_000)).toEqual({ step: "park" });
  });

  it("is parked at its first failure with maxBlockSeconds 0", () => {
    expect(nextStep(retryLater, policyOf({ maxBlockSeconds: 0 }), NOW)).toEqual({ step: "park" });
  });

  it.each([
    ["with maxBlockSeconds null", policyOf({ maxBlockSeconds: null }), retryLater],
    ["without an order to keep", policyOf({ ordering: "none" }), retryLater],
    ["a second time", policyOf(), { ...retryLater, status: "parked" as const }],
  ])("is not parked %s", (_, policy, head) => {
    expect(nextStep(head, policy, NOW + 3_000_000)).toMatchObject({ step: "wait", because: "retry" });
  });

  it("is not parked while it is being attempted", () => {
    const head = { ...retryLater, leasedUntil: NOW + 700_000 };

    expect(nextStep(head, policyOf({ maxBlockSeconds: 600 }), NOW + 650_000)).toMatchObject({
      because: "leased",
    });
  });
});
