import { expect, it } from "vitest";
import { NEW_STREAM, nextPlace } from "../../../src/coordinate/sequence.ts";

it("counts positions per subscription: one that did not match is not counted", () => {
  const first = nextPlace(NEW_STREAM, null, ["sub_a", "sub_b"]);
  const second = nextPlace(first.stream, null, ["sub_b"]);
  const third = nextPlace(second.stream, null, ["sub_a", "sub_b"]);

  expect([first, second, third].map((place) => place.sequence)).toEqual([1, 2, 3]);
  expect([first, second, third].map((place) => place.positions)).toEqual([[1, 1], [2], [2, 3]]);
});

it("calls an event late when a younger one of its stream came before it", () => {
  const younger = nextPlace(NEW_STREAM, 200, []);
  const late = nextPlace(younger.stream, 100, []);
  const next = nextPlace(late.stream, 200, []);

  expect([younger.late, late.late, next.late]).toEqual([false, true, false]);
});

it("calls nothing late that does not say when it happened", () => {
  const younger = nextPlace(NEW_STREAM, 200, []);

  expect(nextPlace(younger.stream, null, []).late).toBe(false);
});
