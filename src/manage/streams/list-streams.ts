import type { StreamStanding } from "../../coordinate/describe-stream.ts";
import type { CursorKey } from "../../record/cursor.ts";
import { scanStreamEvents, type StreamEvent } from "../../record/streams.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import { askHolders } from "./ask-holders.ts";
import type { StreamView } from "./stream.schema.ts";
import { viewStream } from "./view-stream.ts";

/** Events that one look takes in: their rows are small, and their streams are one question to each coordinator. */
const EVENTS_AT_ONCE = 1_000;
/** Looks per page: a page may be shorter than its limit and still go on. */
const LOOKS_PER_PAGE = 4;

type ListDeps = Pick<ManageDeps, "records" | "coordinator" | "log">;
/** A stream at the event that it is listed at. */
type Listed = { event: StreamEvent; standing: StreamStanding };

/**
 * A tenant's streams, each where its newest event stands in the record. There is no index by stream
 * (docs/decisions/0005): events are looked through newest first, and the coordinators say which of them is its
 * stream's last, so that no stream comes twice however it is paged.
 * @param filter.active true = those with an unsettled delivery, where the newest of these events stands.
 * @throws Problem `unavailable`, `cursor_invalid`
 */
export async function listStreams(
  deps: ListDeps,
  tenant: Tenant,
  { filter, page }: { filter: { active?: boolean | undefined }; page: PageQuery },
): Promise<PageView<StreamView>> {
  const { limit, after } = openPage("streams", page);
  const db = deps.records.of(tenant);
  const items: Listed[] = [];
  let mark: CursorKey | null = after;
  for (let look = 0; look < LOOKS_PER_PAGE && items.length < limit; look++) {
    const events = await scanStreamEvents(db, tenant.id, {
      page: { limit: EVENTS_AT_ONCE, after: mark },
      isPending: filter.active === true,
    });
    const listed = await lastOnes(deps, tenant, { events, active: filter.active });
    const shown = listed.slice(0, limit - items.length);
    items.push(...shown);
    const isCut = shown.length < listed.length;
    const end = isCut ? shown.at(-1)?.event : events.at(-1);
    const isEnd = !isCut && events.length < EVENTS_AT_ONCE;
    mark = isEnd || !end ? null : [end.id];
    if (mark === null) break;
  }
  return viewPage("streams", { items, next: mark }, ({ event, standing }) => viewStream(standing, event));
}

/** The events that are the last of their stream, in their order. */
async function lastOnes(
  deps: ListDeps,
  tenant: Tenant,
  { events, active }: { events: readonly StreamEvent[]; active: boolean | undefined },
): Promise<Listed[]> {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const standings = await askHolders(
    deps,
    { tenant, streams },
    { ask: (coordinator, some) => coordinator.standings(some), standingOf: (standing) => standing },
  );
  return events.flatMap((event) => {
    const standing = standings.get(event.stream);
    return standing && isListedAt(event, standing, active) ? [{ event, standing }] : [];
  });
}

function isListedAt(event: StreamEvent, standing: StreamStanding, active: boolean | undefined): boolean {
  if (active === true) return event.sequence === standing.openSequence;
  if (active === false && standing.openDeliveries > 0) return false;
  return event.sequence === standing.recordedSequence;
}
