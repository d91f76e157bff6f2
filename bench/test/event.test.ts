import { expect, it } from "vitest";
import * as z from "zod";
import { valueAt, parsePointer } from "../../src/platform/json-pointer.ts";
import { createEventMaker, eventNumber, TENANT_POINTER, tenantUid, type EventShape } from "../event.ts";
import { tenantOf } from "../scenario.ts";
import { scenarioOf } from "./support/run-of.ts";

const Body = z.looseObject({ object: z.object({ id: z.string() }) });

it("names in each body the tenant that the scenario gives the event to", () => {
  const scenario = scenarioOf({ eventsPerStream: 8, tenants: 3 });

  const named = [0, 7, 8, 16, 24].map((number) =>
    valueAt(bodyOf(number, scenario), parsePointer(TENANT_POINTER)),
  );

  expect(named).toEqual([0, 7, 8, 16, 24].map((number) => tenantUid(tenantOf(number, scenario))));
  expect(named).toEqual(["tenant-0", "tenant-0", "tenant-1", "tenant-2", "tenant-0"]);
});

it("puts all events into one stream where no number of them begins another", () => {
  const shape = scenarioOf({ eventsPerStream: Infinity });

  const streams = [0, 1, 100_000].map((number) => bodyOf(number, shape).object.id);

  expect(new Set(streams).size).toBe(1);
});

it("reads its number back and has the size that was asked for", () => {
  const { body } = createEventMaker(scenarioOf({ bodyBytes: 1500 }), "c2VjcmV0")(7);

  expect(eventNumber(body.toString())).toBe(7);
  expect(body.length).toBe(1500);
});

function bodyOf(number: number, shape: EventShape) {
  const { body } = createEventMaker(shape, "c2VjcmV0")(number);
  return Body.parse(JSON.parse(body.toString()));
}
