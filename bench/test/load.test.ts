import { describe, expect, it } from "vitest";
import { runLoad, type LoadDeps } from "../load.ts";
import type { Answer } from "../send.ts";

const ACKNOWLEDGED: Answer = { outcome: "acknowledged", eventId: "evt_1" };

describe("a closed loop", () => {
  it("has one event under way per connection and sends the next when an answer is in", async () => {
    const router = heldRouter();
    const load = { firstNumber: 10, events: 5, arrivals: { kind: "closed", connections: 2 } } as const;

    const done = runLoad(load, router.deps());
    const before = router.numbers();
    router.answer(0);
    await router.whenSent(3);
    const after = router.numbers();
    router.answerAll();
    const sent = await done;

    expect(before).toEqual([10, 11]);
    expect(after).toEqual([10, 11, 12]);
    expect(sent.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14]);
  });
});

describe("an open loop", () => {
  it("sends on schedule although no answer comes", async () => {
    const router = heldRouter();
    const load = { firstNumber: 0, events: 4, arrivals: { kind: "open", perSecond: 1000 } } as const;

    const done = runLoad(load, router.deps());
    await router.whenSent(4);
    const unanswered = router.numbers();
    router.answerAll();
    await done;

    expect(unanswered).toEqual([0, 1, 2, 3]);
  });

  it("counts the wait from the schedule when the sending itself is late", async () => {
    const router = heldRouter();
    router.answerAll();
    const times = [0, 5000];
    const now = () => times.shift() ?? 5000;
    const load = { firstNumber: 0, events: 3, arrivals: { kind: "open", perSecond: 10 } } as const;

    const sent = await runLoad(load, router.deps(now));

    expect(sent.map(({ dueAt }) => dueAt)).toEqual([0, 100, 200]);
    expect(sent.map(({ dueAt, answeredAt }) => answeredAt - dueAt)).toEqual([5000, 4900, 4800]);
  });
});

/** A router that answers when the test says so. */
function heldRouter() {
  const held: (() => void)[] = [];
  const numbers: number[] = [];
  const watchers: { count: number; reached: () => void }[] = [];
  let isOpen = false;
  const deps = (now: () => number = () => performance.now()): LoadDeps => ({
    now,
    make: (number) => ({ body: Buffer.from(String(number)), signature: "" }),
    send: ({ body }) => {
      numbers.push(Number(body.toString()));
      for (const { count, reached } of watchers) if (numbers.length >= count) reached();
      if (isOpen) return Promise.resolve(ACKNOWLEDGED);
      return new Promise((resolve) => held.push(() => resolve(ACKNOWLEDGED)));
    },
  });
  return {
    deps,
    numbers: () => [...numbers],
    answer: (index: number) => held[index]?.(),
    answerAll() {
      isOpen = true;
      for (const give of held) give();
    },
    whenSent: (count: number) =>
      new Promise<void>((reached) => {
        watchers.push({ count, reached });
        if (numbers.length >= count) reached();
      }),
  };
}
