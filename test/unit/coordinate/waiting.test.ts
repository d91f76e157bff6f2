import { expect, it } from "vitest";
import { MAX_WAITING_PER_STREAM } from "../../../src/coordinate/window.ts";
import { subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const WINDOW = { orderWindowMs: 1_500 };
const ACTIVE = { type: "video.live_stream.active", ...WINDOW };
const CONNECTED = { type: "video.live_stream.connected", ...WINDOW };

function waitingIn(simulation: Simulation, stream: string): number {
  return simulation.state.waiting.get(stream)?.events.length ?? 0;
}

it("lets all go, in order, when more wait in one stream than a life has", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);

  for (let older = MAX_WAITING_PER_STREAM; older >= 0; older--) {
    simulation.accept("live:a", { ...ACTIVE, occurredAt: older });
  }

  const events = [...simulation.state.open.values()];
  const byPosition = events.toSorted(
    (a, b) => (a.deliveries[0]?.position ?? 0) - (b.deliveries[0]?.position ?? 0),
  );
  expect(waitingIn(simulation, "live:a")).toBe(0);
  expect(byPosition.map(({ head }) => head.occurredAt)).toEqual(byPosition.map((_, index) => index));
  expect(events.filter(({ head }) => head.late)).toEqual([]);
});

it("matches what has waited against the subscriptions as they are when it leaves", () => {
  const simulation = new Simulation([subscriptionOf("sub_old")]);
  simulation.accept("live:a", ACTIVE);

  simulation.configure([subscriptionOf("sub_new")]);
  simulation.pass(WINDOW.orderWindowMs);

  expect(simulation.leases.map(({ target }) => target.subscriptionId)).toEqual(["sub_new"]);
});

it("lets an event wait no more once its predecessor has been seen, however long ago", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("live:a", CONNECTED);
  simulation.restart();

  simulation.accept("live:a", { ...ACTIVE, type: "VIDEO.live_stream.Active" });

  expect(waitingIn(simulation, "live:a")).toBe(0);
});

it("hands out in the same wake what it sends on", () => {
  const simulation = new Simulation([subscriptionOf("sub_1")]);
  simulation.accept("live:a", ACTIVE);
  const acceptedAt = simulation.now;

  simulation.wakeWhenDue();

  expect(simulation.now - acceptedAt).toBe(WINDOW.orderWindowMs);
  expect(simulation.leases).toHaveLength(1);
});
