import { expect, it } from "vitest";
import { Budget } from "../../../src/manage/retention/budget.ts";

/** Deletes at most ten of so many rows. */
function deletionOf(rows: number) {
  let left = rows;
  return () => {
    const deleted = Math.min(10, left);
    left -= deleted;
    return Promise.resolve(deleted);
  };
}

it("repeats until a step finds fewer rows than it may delete", async () => {
  expect(await new Budget(100).drain(10, deletionOf(25))).toEqual({ rows: 25, isDone: true });
});

it("looks once more after a full step, because more may be left", async () => {
  const budget = new Budget(2);

  expect(await budget.drain(10, deletionOf(20))).toEqual({ rows: 20, isDone: false });
  expect(budget.isSpent).toBe(true);
});

it("does nothing once it is spent", async () => {
  const budget = new Budget(1);
  budget.spend();

  expect(await budget.drain(10, () => Promise.reject(new Error("never")))).toEqual({
    rows: 0,
    isDone: false,
  });
});
