import { describe, expect, it } from "vitest";
import {
  createInbox,
  memoryStore,
  type Incoming,
  type InboxStore,
  type Notice,
} from "../../../src/receiver/receiver.ts";

function arrival(position: number, own: Partial<Incoming> = {}): Incoming {
  return { id: `evt_${position}`, stream: "media:m-1", position, ...own };
}

/** Takes one after the other; what each was. */
async function takeAll(arrivals: readonly Incoming[], inbox = createInbox()): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const one of arrivals) notices.push(await inbox.take(one, () => undefined));
  return notices;
}

describe("an inbox says of a delivery", () => {
  it("that it is the next one of its stream", async () => {
    const notices = await takeAll([arrival(1), arrival(2), arrival(1, { stream: "live:s-1", id: "evt_9" })]);

    expect(notices).toEqual([{ kind: "new" }, { kind: "new" }, { kind: "new" }]);
  });

  it("which positions are missing before it, and of those that they are late when they come", async () => {
    const notices = await takeAll([arrival(1), arrival(4), arrival(3), arrival(5)]);

    expect(notices.map(({ kind }) => kind)).toEqual(["new", "gap", "late", "new"]);
    expect(notices[1]).toEqual({ kind: "gap", missing: { from: 2, to: 3 } });
  });

  it("that it was worked off before", async () => {
    expect(await takeAll([arrival(1), arrival(1)])).toEqual([{ kind: "new" }, { kind: "duplicate" }]);
  });

  it("that somebody asked for it again, whether it was worked off or not", async () => {
    const notices = await takeAll([
      arrival(1),
      arrival(1, { replayId: "rpl_1" }),
      arrival(2, { replayId: "rpl_1" }),
      arrival(2),
    ]);

    expect(notices.slice(1)).toEqual([
      { kind: "replayed", seen: true },
      { kind: "replayed", seen: false },
      { kind: "duplicate" },
    ]);
  });

  it("that it is a sample of a test, as often as one is sent", async () => {
    const sample = arrival(1, { stream: "test" });

    expect(await takeAll([sample, { ...sample, id: "evt_2" }, sample])).toEqual([
      { kind: "test" },
      { kind: "test" },
      { kind: "test" },
    ]);
  });

  it("nothing about what came before the first one that it knows, unless it is told to expect all", async () => {
    expect(await takeAll([arrival(7)])).toEqual([{ kind: "new" }]);
    expect(await takeAll([arrival(7)], createInbox({ startsAt: "one" }))).toEqual([
      { kind: "gap", missing: { from: 1, to: 6 } },
    ]);
  });
});

describe("an inbox works a delivery off", () => {
  it("again when the work failed, and says so to nobody else", async () => {
    const inbox = createInbox();
    const failing = inbox.take(arrival(1), () => Promise.reject(new Error("database away")));
    const waiting = inbox.take(arrival(1), () => undefined);

    await expect(failing).rejects.toThrow("database away");
    expect(await waiting).toEqual({ kind: "new" });
  });

  it("once, when two attempts of it come at the same time", async () => {
    const inbox = createInbox();
    let worked = 0;
    const work = async () => {
      await Promise.resolve();
      worked++;
    };

    const notices = await Promise.all([inbox.take(arrival(1), work), inbox.take(arrival(1), work)]);

    expect(notices).toEqual([{ kind: "new" }, { kind: "duplicate" }]);
    expect(worked).toBe(1);
  });

  it("in the order in which its stream came, and waits for no other stream", async () => {
    const inbox = createInbox();
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const done: string[] = [];
    const slow = inbox.take(arrival(1), () => gate.then(() => void done.push("slow")));
    const next = inbox.take(arrival(2), () => void done.push("next"));

    await inbox.take(arrival(1, { stream: "live:s-1", id: "evt_9" }), () => void done.push("other"));
    open(undefined);
    await Promise.all([slow, next]);

    expect(done).toEqual(["other", "slow", "next"]);
  });

  it("and remembers it only when the work has succeeded", async () => {
    const calls: string[] = [];
    const store: InboxStore = {
      recall: (stream, id) =>
        Promise.resolve(void calls.push(`recall ${stream} ${id}`)).then(() => ({ highest: 3, seen: false })),
      remember: ({ id, highest }) => Promise.resolve(void calls.push(`remember ${id} ${highest}`)),
    };

    await createInbox({ store }).take(arrival(2), () => void calls.push("work"));

    expect(calls).toEqual(["recall media:m-1 evt_2", "work", "remember evt_2 3"]);
  });
});

it("keeps no more in memory than its limits, and forgets the oldest first", async () => {
  const store = memoryStore({ streams: 2, ids: 2 });
  for (const at of [1, 2, 3]) await store.remember({ stream: `media:${at}`, id: `evt_${at}`, highest: at });

  expect(await store.recall("media:1", "evt_1")).toEqual({ highest: undefined, seen: false });
  expect(await store.recall("media:3", "evt_2")).toEqual({ highest: 3, seen: true });
});
