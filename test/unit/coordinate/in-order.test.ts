import { expect, it } from "vitest";
import { InOrder } from "../../../src/coordinate/in-order.ts";

it("runs what has one name in the order in which it came, and other names beside it", async () => {
  const inOrder = new InOrder<string>();
  const done: string[] = [];
  const first = Promise.withResolvers<undefined>();

  const slow = inOrder.run("a", async () => {
    await first.promise;
    done.push("a1");
    throw new Error("failed");
  });
  const next = inOrder.run("a", async () => void done.push("a2"));
  await inOrder.run("b", async () => void done.push("b1"));
  const isBusy = inOrder.isBusy("a");
  first.resolve(undefined);

  await expect(slow).rejects.toThrow("failed");
  await next;
  expect(done).toEqual(["b1", "a1", "a2"]);
  expect(isBusy).toBe(true);
  await expect.poll(() => inOrder.isBusy("a")).toBe(false);
});
