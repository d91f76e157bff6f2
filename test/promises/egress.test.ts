import { expect, it, onTestFinished } from "vitest";
import { startWithEntry } from "../support/faulty-product.ts";
import { endLife, newLife } from "../support/product.ts";
import { startReceiver } from "../support/receiver.ts";

/** What a Worker that checks nothing reaches on this machine. */
async function reach(allowPrivate: string): Promise<{ answers: string[]; requests: number }> {
  const life = newLife({ ALLOW_PRIVATE_ENDPOINTS: allowPrivate });
  const product = await startWithEntry(life, "fetching.worker.ts");
  const receiver = await startReceiver();
  onTestFinished(async () => {
    await receiver.close();
    await product.stop();
    endLife(life);
  });
  const port = new URL(receiver.url).port;
  // The last one is a name: what it stands for is known only when it is looked up.
  const targets = [`http://127.0.0.1:${port}/`, `http://2130706433:${port}/`, `http://localhost:${port}/`];
  const answers = await Promise.all(
    targets.map(async (target) => {
      const response = await fetch(`${product.url}/?target=${encodeURIComponent(target)}`);
      return response.text();
    }),
  );
  return { answers, requests: receiver.deliveries.length };
}

it("the runtime itself connects to no private address, whatever the name was", async () => {
  const { answers, requests } = await reach("false");

  expect(answers).toEqual(["not reached", "not reached", "not reached"]);
  expect(requests).toBe(0);
});

it("the runtime connects to local addresses where that is allowed", async () => {
  const { answers, requests } = await reach("true");

  expect(answers).toEqual(["reached: 204", "reached: 204", "reached: 204"]);
  expect(requests).toBe(3);
});
