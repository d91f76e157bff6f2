import { expect, it } from "vitest";
import { eachBounded } from "../../../src/manage/bounded.ts";

it("does everything, never more than so many at once, and keeps the order of the results", async () => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 20 }, (_, index) => index);

  const results = await eachBounded(items, 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < 20 - item; turn++) await Promise.resolve();
    running -= 1;
    return item * 2;
  });

  expect(results).toEqual(items.map((item) => item * 2));
  expect(most).toBe(3);
});

it("begins nothing for no items", async () => {
  expect(await eachBounded([], 3, () => Promise.reject(new Error("never")))).toEqual([]);
});

it("fails with the first failure", async () => {
  const work = eachBounded([1, 2], 1, (item) => Promise.reject(new Error(`item ${item}`)));

  await expect(work).rejects.toThrow("item 1");
});
