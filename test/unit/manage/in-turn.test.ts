import { expect, it } from "vitest";
import { inTurn } from "../../../src/manage/retention/in-turn.ts";

it("lets every database be the first one, a minute each", () => {
  const order = [0, 1, 2, 3].map((minute) => inTurn(["a", "b", "c"], minute * 60_000 + 59_999).join(""));

  expect(order).toEqual(["abc", "bca", "cab", "abc"]);
  expect(inTurn([], 0)).toEqual([]);
});
