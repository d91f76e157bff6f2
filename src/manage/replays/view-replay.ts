import type { ReplayQuery } from "../../match/replay-query.ts";
import { toIso } from "../../platform/clock.ts";
import type { Replay } from "../../record/replays.sql.ts";
import type { ReplayStartedView, ReplayView } from "./replay.schema.ts";

export function viewReplay(replay: Replay): ReplayView {
  const { opened, delivered, failed, skipped } = replay;
  return {
    id: replay.id,
    subscriptionId: replay.subscriptionId,
    status: replay.status,
    ...viewQuery(replay.query),
    matched: replay.matched,
    opened,
    delivered,
    failed,
    skipped,
    pending: opened - delivered - failed - skipped,
    createdAt: toIso(replay.createdAt),
    ...(replay.finishedAt !== null && { finishedAt: toIso(replay.finishedAt) }),
  };
}

export function viewStarted(
  started: Pick<Replay, "subscriptionId" | "query" | "matched"> & { id: string | null },
): ReplayStartedView {
  const { id, subscriptionId, query, matched } = started;
  return { id, subscriptionId, dryRun: id === null, matched, ...viewQuery(query) };
}

function viewQuery({ from, to, status, eventTypes, streams }: ReplayQuery) {
  return {
    from: toIso(from),
    to: toIso(to),
    deliveryStatus: status,
    eventTypes: [...eventTypes],
    streams: [...streams],
  };
}
