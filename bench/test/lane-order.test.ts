import { expect, it } from "vitest";
import { createLaneOrder } from "../lane-order.ts";

it("follows a lane whose places come one after the other", () => {
  const order = createLaneOrder();

  const steps = [place(1), place(2), place(3)].map((next) => order.note("media:a", next));

  expect(steps).toEqual(["next", "next", "next"]);
});

it("notices an older event behind a younger one", () => {
  const order = createLaneOrder();

  const steps = [place(1), place(3), place(2)].map((next) => order.note("media:a", next));

  expect(steps).toEqual(["next", "skipped", "inverted"]);
});

it("notices a sequence that steps back although positions go on", () => {
  const order = createLaneOrder();

  const steps = [place(1, 5), place(2, 4)].map((next) => order.note("media:a", next));

  expect(steps).toEqual(["next", "inverted"]);
});

it("takes sequences with gaps as they come, because a filter leaves events out", () => {
  const order = createLaneOrder();

  const steps = [place(1, 2), place(2, 9)].map((next) => order.note("media:a", next));

  expect(steps).toEqual(["next", "next"]);
});

it("notices a lane that does not begin with position 1", () => {
  const order = createLaneOrder();

  const step = order.note("media:a", place(2));

  expect(step).toBe("skipped");
});

it("keeps lanes apart", () => {
  const order = createLaneOrder();

  const steps = [order.note("media:a", place(1)), order.note("media:b", place(1))];

  expect(steps).toEqual(["next", "next"]);
});

function place(position: number, sequence = position) {
  return { position, sequence };
}
