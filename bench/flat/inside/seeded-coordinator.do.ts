import { openTables } from "../../../src/coordinate/open-tables.ts";
import type { OpenEvent } from "../../../src/coordinate/delivery.ts";
import { nextOrdinal } from "../../../src/coordinate/bucket.ts";
import { parseCoordinatorName } from "../../../src/coordinate/partition.ts";
import { rebuild } from "../../../src/coordinate/rebuild.ts";
import * as product from "../../../src/worker.ts";
import { type RecentOrder, type SeedOrder, streamOf } from "../seed-order.ts";
import { deliveredEvent } from "./delivered-event.ts";
import { seededId } from "./seeded-event.ts";
import { withCountedReads } from "../../../test/support/builders/counted-reads.ts";

/** The product's coordinator, which can be given a past. After that it has to be started anew. */
export class Coordinator extends product.Coordinator {
  readonly #storage: DurableObjectStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, withCountedReads(env));
    this.#storage = ctx.storage;
  }

  /** Notes events as seen, under ids that come in no order, as a provider's do. */
  seedSeen({ sourceId, first, events, until }: SeedOrder): void {
    const { buckets } = openTables(this.#storage.sql);
    this.#storage.transactionSync(() => {
      for (let number = first; number < first + events; number++) {
        const seen = { eventId: seededId(until, number), sequence: 1 };
        buckets.claim({ sourceId, providerEventId: crypto.randomUUID() }, seen, until);
      }
    });
  }

  /** Gives streams that have had events a state. Lanes of subscriptions that are not seeded begin at 1. */
  seedStreams({ subscriptionId, first, events, total, streams, until }: SeedOrder): void {
    const { small } = openTables(this.#storage.sql);
    const each = Math.max(1, Math.floor(total / streams));
    const last = { highestId: seededId(until, 0), type: "video.media.updated", receivedAt: until };
    this.#storage.transactionSync(() => {
      for (let number = first; number < first + events; number++) {
        small.saveStream(`media:media-${number}`, {
          ...{ sequence: each, positions: { [subscriptionId]: each }, lastOccurredAt: until, seen: 0 },
          last: { ...last, highestId: seededId(until, number) },
        });
      }
    });
  }

  /** Adds events that are delivered and recorded, and whose table has not been dropped yet. */
  seedRecent(order: RecentOrder, now: number): void {
    const { buckets, small } = openTables(this.#storage.sql);
    this.#storage.transactionSync(() => {
      let ordinal = buckets.highestOrdinal();
      const before = small.projected();
      const [oldest] = buckets.unfinishedSince(before);
      let { revision } = before;
      for (let number = 0; number < order.events; number++) {
        ordinal = nextOrdinal(ordinal, now);
        revision += 1;
        const place = { ordinal, revision, now, stream: streamOf(number, 1_000) };
        const event: OpenEvent = deliveredEvent(order, place);
        buckets.insertEvent(event, new Uint8Array(event.head.bodyBytes));
      }
      small.setProjected({ ...before, revision, doneBelow: oldest?.ordinal ?? ordinal + 1 });
    });
  }

  /** Builds the memory from the tables once more, `times` times, and throws it away. @returns open events. */
  rebuildAgain(name: string, times: number): number {
    let open = 0;
    for (let time = 0; time < times; time++) {
      open = rebuild(parseCoordinatorName(name), openTables(this.#storage.sql), Date.now()).open.size;
    }
    return open;
  }
}
