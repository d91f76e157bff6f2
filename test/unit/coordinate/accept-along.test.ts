import { expect, it } from "vitest";
import { subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

function scene(own: Parameters<typeof subscriptionOf>[1] = {}) {
  return sceneOf(subscriptionOf("sub_1", own));
}

function sceneOf(...subscriptions: ConstructorParameters<typeof Simulation>[0]) {
  const simulation = new Simulation(subscriptions);
  const lease = () => {
    const [first] = simulation.leases;
    if (!first) throw new Error("no lease is out");
    return first;
  };
  return { simulation, lease };
}

it("takes the outcome before the event: the event finds its lane free", () => {
  const { simulation, lease } = scene();
  simulation.accept("media:a");

  const { own, next } = simulation.acceptAlong("media:a", lease(), {});

  expect(own.map(({ delivery }) => delivery.position)).toEqual([2]);
  expect(next).toEqual([]);
});

it("takes the outcome before the event: the event finds a slot free", () => {
  const { simulation, lease } = scene({ policy: { maxInFlight: 1 } });
  simulation.accept("media:a");

  const { own } = simulation.acceptAlong("media:b", lease(), {});

  expect(own.map(({ event }) => event.head.stream)).toEqual(["media:b"]);
});

it("hands out what the outcome lets go of beside the event's own", () => {
  const { simulation, lease } = scene();
  simulation.accept("media:a");
  simulation.accept("media:a");

  const { own, next } = simulation.acceptAlong("media:b", lease(), {});

  expect(own.map(({ event }) => event.head.stream)).toEqual(["media:b"]);
  expect(next.map(({ event, delivery }) => [event.head.stream, delivery.position])).toEqual([["media:a", 2]]);
});

it("hands out no more than the Worker has slots", () => {
  const names = ["sub_1", "sub_2", "sub_3", "sub_4", "sub_5", "sub_6"];
  const { simulation, lease } = sceneOf(...names.map((id) => subscriptionOf(id)));
  simulation.accept("media:a");
  simulation.accept("media:a");

  const { own, next } = simulation.acceptAlong("media:b", lease(), {});

  expect(own).toHaveLength(6);
  expect(next).toEqual([]);
});
