import { expect, it } from "vitest";
import type { Endpoint } from "../endpoint.ts";
import { SCENARIOS, shorten } from "../scenarios.ts";

it("names every scenario once", () => {
  const names = SCENARIOS.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});

it("gives the floor nothing that it cannot do: it neither retries nor replays", () => {
  const loses = ({ kind }: Endpoint) => kind === "flaky" || kind === "dead";
  const beyond = SCENARIOS.filter(
    ({ endpoints, replayedEvents }) => replayedEvents > 0 || endpoints.some(loses),
  );

  expect(beyond.length).toBeGreaterThan(0);
  expect(beyond.flatMap(({ systems }) => systems)).toEqual(beyond.map(() => "hooklane"));
});

it("stays the same scenario when it is short: endpoints, streams, partitions and pace", () => {
  for (const scenario of SCENARIOS) {
    const { endpoints, eventsPerStream, partitions, arrivals } = scenario;
    expect(shorten(scenario)).toMatchObject({ endpoints, eventsPerStream, partitions, arrivals });
    expect(shorten(scenario).tenants > 1).toBe(scenario.tenants > 1);
    expect(shorten(scenario).replayedEvents > 0).toBe(scenario.replayedEvents > 0);
  }
});
