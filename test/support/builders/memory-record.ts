import { fold, type OpenEvent } from "../../../src/coordinate/delivery.ts";
import { fromUtf8 } from "../../../src/platform/bytes.ts";
import type { ReplayState } from "../../../src/coordinate/replays.ts";
import type { RecordedEvent } from "../../../src/record/recorded-events.sql.ts";
import type { ScannedEvent } from "../../../src/record/replay-scan.sql.ts";

/** The record in plain memory, as far as events are read back from it. A row never moves back to an older version. */
export function memoryRecord() {
  const rows = new Map<string, RecordedEvent>();
  return {
    write(events: readonly OpenEvent[], bodyOf: (event: OpenEvent) => Uint8Array): void {
      for (const event of events) {
        const { head, revision, deliveries } = event;
        const known = rows.get(head.id);
        // A restarted coordinator sends what it does not know to be recorded: that, and nothing older.
        if (known && known.version >= revision) {
          if (known.version > revision) throw new Error(`revision ${revision} comes after ${known.version}`);
          continue;
        }
        const row = {
          ...head,
          version: revision,
          deliveries: deliveries.map(fold),
          body: fromUtf8(bodyOf(event)) ?? "",
        };
        rows.set(head.id, structuredClone(row));
      }
    },
    find: (id: string) => structuredClone(rows.get(id)),
    /** Those of these that are there. */
    read: (ids: readonly string[]) =>
      ids.map((id) => structuredClone(rows.get(id))).filter((event) => event !== undefined),
    all: () => [...rows.values()],
    /** The next events of a replay's range, in the order of their ids. */
    scan(
      { cursor, subscriptionId, query }: Pick<ReplayState, "cursor" | "subscriptionId" | "query">,
      limit: number,
    ): ScannedEvent[] {
      return [...rows.values()]
        .filter(({ id, receivedAt }) => id > cursor && receivedAt >= query.from && receivedAt < query.to)
        .filter(({ stream }) => query.streams.length === 0 || query.streams.includes(stream))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id, type, stream, sequence, deliveries }) => ({
          ...{ id, type, stream, sequence, bodyBytes: 2 },
          status: deliveries.find(({ s }) => s === subscriptionId)?.st ?? null,
          position: deliveries.find(({ s }) => s === subscriptionId)?.p ?? null,
        }));
    },
  };
}
