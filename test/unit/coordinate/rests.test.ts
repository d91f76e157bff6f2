import { expect, it } from "vitest";
import { Rests } from "../../../src/coordinate/rests.ts";

it("holds up no stream at first, and one that never rests for a moment after 20 seconds, then ever more rarely", () => {
  const rests = new Rests();

  const seconds = Array.from({ length: 200 }, (_, second) => second);
  const held = seconds.filter((second) => rests.restOf("media:a", second * 1_000) > 0);

  expect(held).toEqual([20, 60, 140]);
});

it("begins anew with a stream that has moved", () => {
  const rests = new Rests();
  rests.restOf("media:a", 0);

  rests.forget("media:a");

  expect(rests.restOf("media:a", 60_000)).toBe(0);
});
