import type { ReplayQuery } from "../match/replay-query.ts";
import { type Delivery, isSettled } from "./delivery.ts";
import type { CoordinatorState } from "./state.ts";

/** Unsettled deliveries that one replay may have in one partition: what memory holds of it and a restart reads. */
const REPLAY_WINDOW = 500;

/** A replay as the API hands it to every partition. */
export interface ReplayOrder {
  id: string;
  subscriptionId: string;
  query: ReplayQuery;
}

/** A replay as one partition stores it. */
export interface StoredReplay extends ReplayOrder {
  /** The last event of the range that was looked at; "" before the first. */
  cursor: string;
  /** Whether the whole range was looked at. */
  isTakenIn: boolean;
  isCancelled: boolean;
  /** Deliveries set going again so far, and what became of them. */
  opened: number;
  delivered: number;
  failed: number;
  /** Skipped by hand, or taken back by the cancellation. */
  skipped: number;
}

/** A replay as one partition runs it. */
export interface ReplayState extends StoredReplay {
  /** Its deliveries that are not settled. */
  pending: number;
  /** Whether the record knows these numbers. */
  isReported: boolean;
}

export function restoredReplay(stored: StoredReplay): ReplayState {
  return { ...stored, pending: 0, isReported: false };
}

export function storedReplay({
  pending: _pending,
  isReported: _isReported,
  ...stored
}: ReplayState): StoredReplay {
  return stored;
}

/** Begins a replay in this partition; one that is known goes on as it stands. */
export function startReplay(state: CoordinatorState, order: ReplayOrder): void {
  if (state.replays.has(order.id)) return;
  const nothing = { opened: 0, delivered: 0, failed: 0, skipped: 0 };
  const isGone = !state.subscriptions.has(order.subscriptionId);
  const replay = restoredReplay({ ...order, ...nothing, cursor: "", isTakenIn: isGone, isCancelled: isGone });
  state.replays.set(order.id, replay);
  state.changes.replays.add(replay);
}

/** Counts a delivery that a replay has set going. */
export function notePending(state: CoordinatorState, delivery: Delivery): void {
  const replay = replayOf(state, delivery);
  if (replay && !isSettled(delivery)) replay.pending += 1;
}

/** Counts a delivery of a replay that has just been settled. To be called once for each. */
export function noteSettled(state: CoordinatorState, delivery: Delivery): void {
  const replay = replayOf(state, delivery);
  if (!replay) return;
  const { status } = delivery;
  if (status === "delivered" || status === "failed") replay[status] += 1;
  else replay.skipped += 1;
  replay.pending -= 1;
  noteChanged(state, replay);
}

/** The subscription is gone: its replays take nothing in any more. */
export function endReplaysOf(state: CoordinatorState, subscriptionId: string): void {
  for (const replay of state.replays.values()) {
    if (replay.subscriptionId !== subscriptionId) continue;
    replay.isCancelled = true;
    noteChanged(state, replay);
  }
}

export function noteChanged(state: CoordinatorState, replay: ReplayState): void {
  replay.isReported = false;
  state.changes.replays.add(replay);
}

/** How many deliveries more a replay may set going now; refilled in large steps, so that a page is worth its reading. */
export function roomOf(replay: ReplayState): number {
  const isDoneHere = replay.isTakenIn || replay.isCancelled;
  return isDoneHere || replay.pending > REPLAY_WINDOW / 2 ? 0 : REPLAY_WINDOW - replay.pending;
}

/** Whether nothing more will come of it in this partition. */
export function isReplayDone(replay: ReplayState): boolean {
  return (replay.isTakenIn || replay.isCancelled) && replay.pending === 0;
}

function replayOf(state: CoordinatorState, { reopening }: Delivery): ReplayState | undefined {
  return reopening?.replayId ? state.replays.get(reopening.replayId) : undefined;
}
