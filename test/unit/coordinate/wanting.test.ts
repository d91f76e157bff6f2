import { expect, it } from "vitest";
import { classify } from "../../../src/catalogue/catalogue.ts";
import { type Wanted, wanting } from "../../../src/coordinate/wanting.ts";
import { subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const LONG = subscriptionOf("sub_long", {
  filters: { categories: ["media"], eventTypes: [], filter: { "data.minutes": { $gte: 10 } } },
});
const ALL = subscriptionOf("sub_all");
const AI = subscriptionOf("sub_ai", {
  filters: { categories: ["ai"], eventTypes: [], filter: { "data.minutes": 1 } },
});

function eventOf(type: string, payload: Wanted["payload"]): Wanted {
  return { type, classified: classify(type), payload };
}

function idsOf(owners: ReturnType<typeof wanting>): string[] {
  return owners.map(({ subscription }) => subscription.id);
}

it("gives an event to those whose type and payload filters both let it through", () => {
  const { state } = new Simulation([LONG, ALL, AI]);
  const ready = (minutes: unknown) => eventOf("video.media.ready", () => ({ data: { minutes } }));

  const found = [12, 3, "12", 12].map((minutes) => idsOf(wanting(state, ready(minutes))));

  expect(found).toEqual([["sub_long", "sub_all"], ["sub_all"], ["sub_all"], ["sub_long", "sub_all"]]);
});

it("reads a body once where a filter asks for it, and not at all otherwise", () => {
  const { state } = new Simulation([LONG, { ...LONG, id: "sub_other" }, ALL]);
  const read: string[] = [];
  const event = (type: string) =>
    eventOf(type, () => {
      read.push(type);
      return { data: {} };
    });

  for (const type of ["video.media.ready", "video.live_stream.active", "video.live_stream.active"]) {
    wanting(state, event(type));
  }

  expect(read).toEqual(["video.media.ready"]);
});

it("gives a body that cannot be read to nobody whose filter would have to read it", () => {
  const { state } = new Simulation([LONG, ALL]);

  const owners = wanting(
    state,
    eventOf("video.media.ready", () => undefined),
  );

  expect(idsOf(owners)).toEqual(["sub_all"]);
});

it("goes by the new filter as soon as a configuration is in force", () => {
  const simulation = new Simulation([LONG]);
  const ready = eventOf("video.media.ready", () => ({ data: { minutes: 3 } }));
  const before = idsOf(wanting(simulation.state, ready));

  simulation.configure([{ ...LONG, filters: { ...LONG.filters, filter: null } }]);

  expect([before, idsOf(wanting(simulation.state, ready))]).toEqual([[], ["sub_long"]]);
});

it("takes events for subscriptions that were configured before there were filters on payloads", () => {
  const { state } = new Simulation([
    subscriptionOf("sub_old", { filters: { categories: [], eventTypes: [] } }),
  ]);

  const owners = wanting(
    state,
    eventOf("video.media.ready", () => undefined),
  );

  expect(idsOf(owners)).toEqual(["sub_old"]);
});

it("reads the stored body of an event that waited for its predecessor", () => {
  const filters = { categories: ["live_stream"], eventTypes: [], filter: { "data.minutes": { $gte: 10 } } };
  const simulation = new Simulation([subscriptionOf("sub_live", { filters })]);
  const wait = (stream: string, body: string) =>
    simulation.accept(stream, {
      type: "video.live_stream.active",
      orderWindowMs: 1_500,
      body: new TextEncoder().encode(body),
    });
  wait("live:long", '{"data":{"minutes":12}}');
  wait("live:short", '{"data":{"minutes":3}}');
  const before = simulation.leases.length;

  simulation.restart();
  simulation.pass(2_000);

  expect(before).toBe(0);
  expect(simulation.leases.map(({ stream }) => stream)).toEqual(["live:long"]);
});
