import { expect, it } from "vitest";
import type { Arrival } from "../../../src/coordinate/arrival.ts";
import { type AcceptingCoordinator, askCoordinator } from "../../../src/ingest/ask-coordinator.ts";
import { acceptedAs, NOW } from "./builders.ts";

const arrival: Arrival = {
  sourceId: "src_1",
  providerEventId: "e1",
  type: "video.media.ready",
  stream: "media:m1",
  occurredAt: null,
  receivedAt: NOW,
  contentType: "application/json",
  headers: {},
  body: new Uint8Array(0),
  configVersion: 1,
  learn: false,
};

/** Stubs that answer in turn, each with a failure or with an acceptance. */
function stubs(...answers: (Error | "accepts")[]) {
  let made = 0;
  const coordinator = (): AcceptingCoordinator => {
    const answer = answers[made];
    made += 1;
    return {
      accept: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(acceptedAs("evt_1"))),
    };
  };
  return { coordinator, made: () => made };
}

function failure(flags: { retryable?: boolean; overloaded?: boolean }): Error {
  return Object.assign(new Error("it broke"), flags);
}

it("asks once where the first stub answers", async () => {
  const { coordinator, made } = stubs("accepts");

  expect(await askCoordinator(coordinator, arrival)).toEqual(acceptedAs("evt_1"));
  expect(made()).toBe(1);
});

it("asks a new stub once more after a failure that may be retried", async () => {
  const { coordinator, made } = stubs(failure({ retryable: true }), "accepts");

  expect(await askCoordinator(coordinator, arrival)).toEqual(acceptedAs("evt_1"));
  expect(made()).toBe(2);
});

it.each([
  ["an overloaded one", failure({ overloaded: true }), "coordinator-overloaded"],
  [
    "an overloaded one, even if it may be retried",
    failure({ retryable: true, overloaded: true }),
    "coordinator-overloaded",
  ],
  ["one that threw", failure({}), "coordinator-failed"],
])("leaves %s alone", async (_, error, why) => {
  const { coordinator, made } = stubs(error, "accepts");

  expect(await askCoordinator(coordinator, arrival)).toMatchObject({ result: "unavailable", why });
  expect(made()).toBe(1);
});

it.each([
  [failure({ retryable: true }), "coordinator-failed"],
  [failure({ retryable: true, overloaded: true }), "coordinator-overloaded"],
])("gives up after the second failure, with its reason", async (second, why) => {
  const { coordinator, made } = stubs(failure({ retryable: true }), second, "accepts");

  const answer = await askCoordinator(coordinator, arrival);

  expect(answer).toEqual({ result: "unavailable", why, failure: "Error: it broke" });
  expect(made()).toBe(2);
});
