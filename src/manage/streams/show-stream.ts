import { Problem } from "../../platform/problem.ts";
import { type CursorKey, encodeCursor } from "../../record/cursor.ts";
import { type EventRecord, listEvents } from "../../record/events.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { viewEvent } from "../events/view-event.ts";
import { openPage, type PageQuery } from "../paging.ts";
import { askHolders } from "./ask-holders.ts";
import type { FullStreamView } from "./stream.schema.ts";
import { viewLanes } from "./view-lanes.ts";
import { viewStream } from "./view-stream.ts";

/**
 * One stream: its latest events in order, and its lanes with what each of them waits for. The coordinator says what
 * is going on and where the stream's last event stands; the record has the events.
 * @throws Problem `not_found`, `unavailable`, `cursor_invalid`
 */
export async function showStream(
  deps: Pick<ManageDeps, "records" | "coordinator" | "log">,
  tenant: Tenant,
  { stream, page }: { stream: string; page: PageQuery },
): Promise<FullStreamView> {
  const { limit, after } = openPage("stream-events", page);
  const descriptions = await askHolders(
    deps,
    { tenant, streams: [stream] },
    {
      ask: async (coordinator) => [await coordinator.describeStream(stream)],
      standingOf: (description) => description.standing,
    },
  );
  const described = descriptions.get(stream);
  const standing = described?.standing;
  if (!described || !standing || standing.lastSequence === 0) {
    throw new Problem("not_found", "This tenant has no stream with this key.");
  }
  const [place, seen] = after ?? placeBehind(standing.last?.highestId);
  const { items, next } = await listEvents(deps.records.of(tenant), tenant.id, {
    filter: { stream },
    page: { limit, after: place === undefined ? null : [place] },
  });
  const shown = Number(seen ?? 0) + items.length;
  const isWhole = shown >= standing.recordedSequence;
  const nextPlace = nextKey(next, { isWhole, shown });
  const events = items.toSorted((one, other) => one.sequence - other.sequence);
  return {
    ...viewStream(standing, knownEvent(events, described.deliveries, tenant)),
    events: events.map(viewEvent),
    lanes: viewLanes(events, described.deliveries, stream),
    nextCursor: nextPlace && encodeCursor("stream-events", nextPlace),
  };
}

/** A key behind which the event with this id comes first. */
function placeBehind(id: string | undefined): [string, string] | [] {
  return id === undefined ? [] : [`${id}~`, "0"];
}

/** Where the next page begins, and how many events were shown before it: after the last one nobody need look. */
function nextKey(
  next: CursorKey | null,
  { isWhole, shown }: { isWhole: boolean; shown: number },
): CursorKey | null {
  return next === null || isWhole ? null : [next[0], String(shown)];
}

/** Some event to tell of where the coordinator remembers no last one: the tenant's first moment if all are gone. */
function knownEvent(
  events: readonly EventRecord[],
  live: readonly { type: string; receivedAt: number }[],
  tenant: Tenant,
): { type: string; receivedAt: number } {
  return events.at(-1) ?? live.at(-1) ?? { type: "", receivedAt: tenant.createdAt };
}
