import fc from "fast-check";
import { expect, it } from "vitest";
import { breakerState, FAILURES_TO_OPEN } from "../../../src/coordinate/breaker.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const SUBSCRIPTION = subscriptionOf("sub_1", {
  policy: { retrySchedule: [5, 5, 5, 5, 5, 5], maxInFlight: 10 },
});

type Step = "accept" | "wake" | "later" | "fail" | "handBack" | "restart" | "expire";
const STEPS: fc.Arbitrary<Step[]> = fc.array(
  fc.constantFrom<Step>("accept", "accept", "wake", "later", "fail", "handBack", "restart", "expire"),
  // Left to itself, fast-check tries short ones, in which no wait of ten seconds comes to an end.
  { minLength: 20, maxLength: 60, size: "max" },
);

function openBreaker(): Simulation {
  const simulation = new Simulation([SUBSCRIPTION]);
  for (let stream = 0; stream < FAILURES_TO_OPEN; stream++) simulation.accept(`media:${stream}`);
  for (const lease of [...simulation.leases]) simulation.report(lease, failed(), 0);
  return simulation;
}

function take(simulation: Simulation, step: Step, number: number): void {
  const [lease] = simulation.leases;
  switch (step) {
    case "accept":
      simulation.accept(`media:new-${number}`);
      return;
    case "wake":
      simulation.wake();
      return;
    case "later":
      simulation.now += 3_000;
      return;
    case "fail":
      if (lease) simulation.report(lease, failed());
      return;
    case "handBack":
      if (lease) simulation.handBack(lease);
      return;
    case "restart":
      simulation.restart();
      return;
    case "expire":
      simulation.now = Math.max(simulation.now, lease?.until ?? 0);
      simulation.wake();
      return;
    default:
      step satisfies never;
  }
}

it("lets one attempt at a time go to an endpoint whose breaker is open, whatever comes at once", () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const simulation = openBreaker();
      const owner = () => simulation.state.subscriptions.get("sub_1");
      for (const [number, step] of steps.entries()) {
        take(simulation, step, number);
        const state = owner();
        expect(state && breakerState(state.breaker, simulation.now)).not.toBe("closed");
        // After a restart a lease is taken to be out until it ends; never may more than one go.
        expect(simulation.leases.length, `after ${step}`).toBeLessThanOrEqual(1);
      }
    }),
  );
});
