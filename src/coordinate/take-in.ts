import { type Candidate, compileReplayQuery, type ReplayQuery } from "../match/replay-query.ts";
import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import type { ScannedEvent } from "../record/replay-scan.sql.ts";
import type { DepartDeps } from "./depart.ts";
import { type Delivery, isWaiting, type OpenEvent } from "./delivery.ts";
import { isOurs } from "./moves.ts";
import { findIn, inStreamOrder, MAX_PAGE_BODY_BYTES, openById } from "./page.ts";
import { backfill, reopen } from "./reopen.ts";
import { noteChanged, type ReplayState, roomOf } from "./replays.ts";
import type { CoordinatorState } from "./state.ts";
import { wants } from "./wants.ts";

/** Sorts behind every event's id. */
const BEHIND_ALL = "evt`";

/** What a part of the record's range comes to: which events to send, and how far the replay is then. */
export interface ReplayPage {
  /** Event ids in the order in which they are to go. */
  chosen: string[];
  /** Those of them that are not open here: they have to be read. */
  toRead: string[];
  cursor: string;
  isLast: boolean;
}

type Looked = ScannedEvent & { isOpen: boolean };

/** What was read of the record, and what was open here when the reading began. */
export interface Scan {
  scanned: readonly ScannedEvent[];
  /** Whether the range ends with what was scanned. */
  isEnd: boolean;
  openBefore: ReadonlySet<string>;
  /** Tells which streams are here while some move. */
  findStream: DepartDeps["findStream"];
}

/** The events of the range that are open here. */
export function openInRange(state: CoordinatorState, { query, cursor }: ReplayState): Set<string> {
  const ids = new Set<string>();
  for (const event of state.open.values()) {
    if (event.head.id > cursor && isInRange(event, query)) ids.add(event.head.id);
  }
  return ids;
}

/**
 * Chooses from the next part of the range what this partition sends again. The memory has the last word on events
 * that are open here, also on those that the record has not heard of. One that was closed while the record was read
 * may stand there as it was before: the page ends in front of it.
 */
export function choosePage(
  state: CoordinatorState,
  replay: ReplayState,
  { scanned, isEnd, openBefore, findStream }: Scan,
): ReplayPage {
  const rangeEnd = isEnd ? BEHIND_ALL : (scanned.at(-1)?.id ?? replay.cursor);
  const openNow = openInRange(state, replay);
  const closed = [...openBefore].filter((id) => !openNow.has(id) && id <= rangeEnd);
  const end = closed.reduce((least, id) => (id < least ? id : least), rangeEnd);
  const isChosen = chooserOf(state, replay);
  const room = roomOf(replay);
  const chosen: Looked[] = [];
  let bytes = 0;
  let { cursor } = replay;
  for (const looked of lookAt(state, replay, { scanned, findStream })) {
    if (looked.id > end || (looked.id === end && closed.length > 0)) break;
    if (isChosen(looked)) {
      bytes += looked.isOpen ? 0 : looked.bodyBytes;
      const isFull = chosen.length >= room || (chosen.length > 0 && bytes > MAX_PAGE_BODY_BYTES);
      if (isFull) return pageOf(chosen, { cursor, isLast: false });
      chosen.push(looked);
    }
    cursor = looked.id;
  }
  if (closed.length > 0) return pageOf(chosen, { cursor, isLast: false });
  return pageOf(chosen, { cursor: isEnd ? cursor : end, isLast: isEnd });
}

/**
 * Sets a page's deliveries going and notes how far the replay has come, in the same turn. Does nothing where an event
 * that was open has been closed since the page was made: the next page is made of the record as it is then.
 */
export function takeIn(
  state: CoordinatorState,
  { replayId, page, recorded }: { replayId: string; page: ReplayPage; recorded: readonly RecordedEvent[] },
  { findStream, bodyOf }: DepartDeps,
): void {
  const replay = state.replays.get(replayId);
  const owner = replay && state.subscriptions.get(replay.subscriptionId);
  if (!replay || !owner || replay.isCancelled) return;
  const isChosen = chooserOf(state, replay);
  const open = openById(state);
  const read = new Map(recorded.map((event) => [event.id, event]));
  const toRead = new Set(page.toRead);
  if (page.chosen.some((id) => !open.has(id) && !toRead.has(id))) return;
  for (const id of page.chosen) {
    const found = findIn(id, open, read);
    // Pruned since, or on its way again since.
    if (!found || !isChosen(toCandidate(found.event, replay.subscriptionId))) continue;
    // What the choice of the page could not see: a filter on the payload.
    if (replay.query.status === "all" && !wants(state, owner, { found, bodyOf })) continue;
    const occasion = { replayId, place: replay.opened };
    replay.opened += 1;
    const { subscriptionId } = replay;
    if (statusOf(found.event, subscriptionId) === null)
      backfill(state, owner, { found, occasion, findStream });
    else reopen(state, owner, { found, subscriptionId, occasion });
  }
  replay.cursor = page.cursor;
  replay.isTakenIn = page.isLast;
  noteChanged(state, replay);
}

function lookAt(
  state: CoordinatorState,
  { query, cursor, subscriptionId }: ReplayState,
  { scanned, findStream }: Pick<Scan, "scanned" | "findStream">,
): Looked[] {
  const looked = new Map<string, Looked>();
  for (const event of scanned) {
    if (!isOurs(state, event.stream, { findStream })) continue;
    looked.set(event.id, { ...event, isOpen: false });
  }
  for (const event of state.open.values()) {
    const { id, stream, sequence, bodyBytes } = event.head;
    if (id <= cursor || !isInRange(event, query)) continue;
    const position = deliveryOf(event, subscriptionId)?.position ?? null;
    const candidate = toCandidate(event, subscriptionId);
    looked.set(id, { ...candidate, id, stream, sequence, position, bodyBytes, isOpen: true });
  }
  return [...looked.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function isInRange({ head }: OpenEvent, { from, to, streams }: ReplayQuery): boolean {
  const isInTime = head.receivedAt >= from && head.receivedAt < to;
  return isInTime && (streams.length === 0 || streams.includes(head.stream));
}

function chooserOf(state: CoordinatorState, { query, subscriptionId }: ReplayState) {
  const owner = state.subscriptions.get(subscriptionId);
  return compileReplayQuery(
    query,
    (type, classified) => owner?.filters.matchesType(classified, type) ?? false,
  );
}

function toCandidate(event: OpenEvent, subscriptionId: string): Candidate {
  return { type: event.head.type, status: statusOf(event, subscriptionId) };
}

/**
 * A settled delivery whose last attempt is under way counts as pending: it cannot be set going beside it. So does an
 * event that waits for a predecessor and has no deliveries yet.
 */
function statusOf(event: OpenEvent, subscriptionId: string): string | null {
  const delivery = deliveryOf(event, subscriptionId);
  if (!delivery) return isWaiting(event) ? "pending" : null;
  return delivery.leasedUntil === null ? delivery.status : "pending";
}

function deliveryOf(event: OpenEvent, subscriptionId: string): Delivery | undefined {
  return event.deliveries.find((candidate) => candidate.subscriptionId === subscriptionId);
}

function pageOf(chosen: readonly Looked[], at: Pick<ReplayPage, "cursor" | "isLast">): ReplayPage {
  const inOrder = inStreamOrder(chosen);
  return {
    chosen: inOrder.map(({ id }) => id),
    toRead: inOrder.filter(({ isOpen }) => !isOpen).map(({ id }) => id),
    ...at,
  };
}
