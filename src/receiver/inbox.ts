import { memoryStore, type InboxStore } from "./inbox-store.ts";
import { noticeOf, type Arrived, type Notice } from "./notice.ts";

/** What an inbox is made with. */
export interface InboxOptions {
  /** Default: a memory store, which forgets when the process ends. */
  store?: InboxStore | undefined;
  /**
   * What is expected of a stream of which the store knows nothing. "first-seen" (the default) takes whatever comes
   * first; "one" calls it a gap when that is not position 1: right for a store that forgets nothing.
   */
  startsAt?: "first-seen" | "one" | undefined;
}

/** What an inbox needs to know of a delivery: a verified one has it all. */
export interface Incoming extends Arrived {
  id: string;
}

/** Works off each event of one subscription once, and notices what is missing. */
export interface Inbox {
  /**
   * Says what the delivery is and, unless it is a duplicate, works it off. Only when the work has succeeded is it
   * remembered: after a failure answer 5xx, and it comes again. Deliveries of one stream wait for each other, so
   * that two attempts of one event at the same time are worked off once. Safe in one process; across several the
   * store has to refuse an id that it has.
   * @throws whatever the work throws
   */
  take(delivery: Incoming, work: (notice: Notice) => Promise<void> | void): Promise<Notice>;
}

/** An inbox for the deliveries of one subscription. */
export function createInbox({ store = memoryStore(), startsAt }: InboxOptions = {}): Inbox {
  const lines = new Map<string, Promise<unknown>>();
  const first = startsAt === "one" ? 1 : undefined;

  async function take(delivery: Incoming, work: (notice: Notice) => Promise<void> | void): Promise<Notice> {
    const remembered = await store.recall(delivery.stream, delivery.id);
    const notice = noticeOf(delivery, remembered, first);
    if (notice.kind === "duplicate") return notice;
    await work(notice);
    if (notice.kind === "test") return notice;
    const highest = Math.max(remembered.highest ?? 0, delivery.position);
    await store.remember({ stream: delivery.stream, id: delivery.id, highest });
    return notice;
  }

  return {
    async take(delivery, work) {
      const { stream } = delivery;
      const before = lines.get(stream);
      // Whether the one before succeeded is its own affair.
      const turn = Promise.resolve(before).then(
        () => take(delivery, work),
        () => take(delivery, work),
      );
      lines.set(stream, turn);
      try {
        return await turn;
      } finally {
        if (lines.get(stream) === turn) lines.delete(stream);
      }
    },
  };
}
