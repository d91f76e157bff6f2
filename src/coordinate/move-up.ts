import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import type { ScannedEvent } from "../record/replay-scan.sql.ts";
import { advance, enqueue, skip } from "./advance.ts";
import { type Backlog, endBacklog, roomFor, saveBacklog } from "./backlog.ts";
import type { Delivery, OpenEvent } from "./delivery.ts";
import type { DepartDeps } from "./depart.ts";
import { isOurs } from "./moves.ts";
import { findIn, inStreamOrder, MAX_PAGE_BODY_BYTES, openById } from "./page.ts";
import { admit, type Found } from "./reopen.ts";
import type { CoordinatorState } from "./state.ts";

/** The next part of a backlog: which events to move up, and where the backlog begins then. */
export interface BacklogPage {
  subscriptionId: string;
  /** In the order in which they go into their lanes. */
  chosen: string[];
  /** Those of them that are not open here: they have to be read. */
  toRead: string[];
  after: string;
  /** Whether nothing is left behind it. */
  isLast: boolean;
  /** As the reading began: see `BacklogScan`. */
  before: LookedBefore;
}

/** How a backlog stood when the reading of the record began. */
export interface LookedBefore {
  /** Its events that were open here. */
  open: ReadonlySet<string>;
  joined: number;
}

/** What was read of the record behind a backlog's beginning, and how it stood when the reading began. */
export interface BacklogScan {
  scanned: readonly ScannedEvent[];
  /** Whether the record ends with what was scanned. */
  isEnd: boolean;
  before: LookedBefore;
  /** Tells which streams are here while some move. */
  findStream: DepartDeps["findStream"];
}

interface Looked {
  id: string;
  stream: string;
  sequence: number;
  position: number | null;
  /** 0 where the event is open here: its body is not read. */
  bytes: number;
  isOpen: boolean;
}

/** How a backlog stands, for the reading of the record that begins now. */
export function lookBefore(state: CoordinatorState, { subscriptionId, joined }: Backlog): LookedBefore {
  return { open: openInBacklog(state, subscriptionId), joined };
}

/** The open events that have a delivery in the subscription's backlog. */
function openInBacklog(state: CoordinatorState, subscriptionId: string): Set<string> {
  const waiting = [...state.open.values()].filter((event) => waitingIn(event, subscriptionId));
  return new Set(waiting.map((event) => event.head.id));
}

/** What has joined a backlog since the reading began. */
interface Newcomers {
  /** Those that are open here. */
  open: ReadonlySet<string>;
  /** Whether these are all: one that was closed again is in the record only, and nobody here knows of it. */
  isAll: boolean;
}

function newcomersOf(state: CoordinatorState, subscriptionId: string, before: LookedBefore): Newcomers {
  const open = openInBacklog(state, subscriptionId);
  for (const id of before.open) open.delete(id);
  const joined = (state.backlogs.get(subscriptionId)?.joined ?? before.joined) - before.joined;
  return { open, isAll: open.size >= joined };
}

/**
 * Chooses what moves up next, oldest first, as far as there is room. An event that was closed while the record was
 * read may be missing there: the page ends in front of it, and the next one finds it. So it does in front of what
 * has joined meanwhile, where not all of it is known here.
 */
export function chooseBacklog(
  state: CoordinatorState,
  { subscriptionId, after }: Backlog,
  { scanned, isEnd, before, findStream }: BacklogScan,
): BacklogPage {
  const edge = edgeOf(state, subscriptionId, { scanned, isEnd, before });
  const room = roomFor(state, subscriptionId);
  const chosen: Looked[] = [];
  const page = (upTo: string, isLast: boolean): BacklogPage => {
    const inOrder = inStreamOrder(chosen);
    const toRead = inOrder.filter(({ isOpen }) => !isOpen).map(({ id }) => id);
    return { subscriptionId, chosen: inOrder.map(({ id }) => id), toRead, after: upTo, isLast, before };
  };
  let upTo = after;
  let bytes = 0;
  for (const looked of lookAt(state, subscriptionId, { scanned, findStream })) {
    if (edge.isBehind(looked.id)) break;
    bytes += looked.bytes;
    const isFull = chosen.length >= room || (chosen.length > 0 && bytes > MAX_PAGE_BODY_BYTES);
    if (isFull) return page(upTo, false);
    chosen.push(looked);
    upTo = looked.id;
  }
  if (!edge.isSure) return page(upTo, false);
  return page(edge.end ?? upTo, edge.end === undefined);
}

/** Up to where a page may go. */
interface Edge {
  /** The last event of the record that was looked at; undefined where the record ends there. */
  end: string | undefined;
  /** Whether everything up to there is known. */
  isSure: boolean;
  isBehind(eventId: string): boolean;
}

function edgeOf(
  state: CoordinatorState,
  subscriptionId: string,
  { scanned, isEnd, before }: Omit<BacklogScan, "findStream">,
): Edge {
  const openNow = openInBacklog(state, subscriptionId);
  const closed = [...before.open].filter((id) => !openNow.has(id)).toSorted()[0];
  const newcomers = newcomersOf(state, subscriptionId, before);
  const end = isEnd ? undefined : scanned.at(-1)?.id;
  return {
    end,
    isSure: closed === undefined && newcomers.isAll,
    isBehind: (id) =>
      (closed !== undefined && id >= closed) ||
      (end !== undefined && id > end) ||
      (!newcomers.isAll && newcomers.open.has(id)),
  };
}

/**
 * Moves a page's deliveries into their lanes and notes where the backlog begins then, in the same turn. Those of a
 * subscription that is gone are ended. Does nothing where an event that was open has been closed since the page was
 * made: the next page is made of the record as it is then.
 */
export function moveUp(
  state: CoordinatorState,
  { subscriptionId, chosen, toRead, after, isLast, before }: BacklogPage,
  recorded: readonly RecordedEvent[],
): void {
  const backlog = state.backlogs.get(subscriptionId);
  if (!backlog) return;
  const isWhole = newcomersOf(state, subscriptionId, before).isAll;
  const open = openById(state);
  const read = new Map(recorded.map((event) => [event.id, event]));
  const expected = new Set(toRead);
  if (chosen.some((id) => !open.has(id) && !expected.has(id))) return;
  for (const id of chosen) {
    const found = findIn(id, open, read);
    const delivery = found && waitingIn(found.event, subscriptionId);
    if (delivery) moveOne(state, found, delivery);
  }
  // What was accepted since the page was made is open here and joins at its end.
  const late = isLast && isWhole ? openInBacklog(state, subscriptionId) : new Set();
  for (const event of state.open.values()) {
    const delivery = late.has(event.head.id) ? waitingIn(event, subscriptionId) : undefined;
    if (delivery) moveOne(state, { event, body: null }, delivery);
  }
  if (!isWhole) return;
  if (isLast) endBacklog(state, subscriptionId);
  else if (after > backlog.after) saveBacklog(state, { ...backlog, after });
}

function moveOne(state: CoordinatorState, found: Found, delivery: Delivery): void {
  admit(state, found);
  const { event } = found;
  const owner = state.subscriptions.get(delivery.subscriptionId);
  if (!owner) {
    skip(state, { event, delivery });
    return;
  }
  delivery.isInBacklog = false;
  if (!state.changes.events.has(event)) state.changes.events.set(event, null);
  const lane = enqueue(state, owner, { event, delivery });
  if (lane.entries.peek()?.delivery === delivery) advance(state, lane);
}

function lookAt(
  state: CoordinatorState,
  subscriptionId: string,
  { scanned, findStream }: Pick<BacklogScan, "scanned" | "findStream">,
): Looked[] {
  const looked = new Map<string, Looked>();
  for (const { id, stream, sequence, position, status, bodyBytes } of scanned) {
    if (status === "pending" && isOurs(state, stream, { findStream })) {
      looked.set(id, { id, stream, sequence, position, bytes: bodyBytes, isOpen: false });
    }
  }
  // The memory has the last word on what is open here.
  for (const event of state.open.values()) {
    const { id, stream, sequence } = event.head;
    looked.delete(id);
    const position = waitingIn(event, subscriptionId)?.position;
    if (position !== undefined) looked.set(id, { id, stream, sequence, position, bytes: 0, isOpen: true });
  }
  return [...looked.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function waitingIn(event: OpenEvent, subscriptionId: string): Delivery | undefined {
  return event.deliveries.find(
    (delivery) => delivery.subscriptionId === subscriptionId && delivery.isInBacklog,
  );
}
