import { expect, it } from "vitest";
import { reachable, reactionOf, type Endpoint } from "../endpoint.ts";

const FLAKY: Endpoint = { kind: "flaky", failingShare: 0.1 };

it("fails the share of attempts that it is to fail", () => {
  const reactions = Array.from({ length: 10_000 }, (_, number) => reactionOf(FLAKY, number, 0));

  const refused = reactions.filter(({ kind }) => kind === "refuse").length;

  expect(refused / 10_000).toBeCloseTo(0.1, 2);
});

it("fails the same attempts in every run", () => {
  const first = Array.from({ length: 200 }, (_, number) => reactionOf(FLAKY, number, 0));

  const second = Array.from({ length: 200 }, (_, number) => reactionOf(FLAKY, number, 0));

  expect(second).toEqual(first);
});

it("draws anew for each attempt, so that nothing fails for ever", () => {
  const failing = Array.from({ length: 1000 }, (_, number) => number).filter(
    (number) => reactionOf(FLAKY, number, 0).kind === "refuse",
  );

  const again = failing.filter((number) => reactionOf(FLAKY, number, 1).kind === "refuse");

  expect(again.length).toBeLessThan(failing.length / 3);
});

it("expects nothing at an endpoint that is dead", () => {
  const endpoints: Endpoint[] = [{ kind: "prompt" }, FLAKY, { kind: "dead" }];

  expect(reachable(endpoints)).toBe(2);
  expect(reactionOf({ kind: "dead" }, 0, 5)).toEqual({ kind: "hang-up" });
});
