import type { Remembered } from "./inbox-store.ts";

/** What a delivery is, seen from what came before it. */
export type Notice =
  /** The next one of its stream, or the first that is known. */
  | { kind: "new" }
  /** Not seen yet, and so are those positions before it: parked, failed or skipped. The API says which. */
  | { kind: "gap"; missing: { from: number; to: number } }
  /** Not seen yet, though younger ones of its stream were: it was parked, or is sent without order. */
  | { kind: "late" }
  /** Sent again because somebody asked for it. `seen`: whether it was worked off before. */
  | { kind: "replayed"; seen: boolean }
  /** Worked off before. */
  | { kind: "duplicate" }
  /** The sample of a test: of no stream, and never counted. */
  | { kind: "test" };

/** What of a delivery it depends on. */
export interface Arrived {
  stream: string;
  position: number;
  replayId?: string;
}

/** The stream that the router gives to the sample of `POST .../test`. */
const TEST_STREAM = "test";

/** @param startsAt the lowest position that must have come in a stream of which nothing is known */
export function noticeOf(
  { stream, position, replayId }: Arrived,
  { highest, seen }: Remembered,
  startsAt: number | undefined,
): Notice {
  if (stream === TEST_STREAM) return { kind: "test" };
  if (replayId !== undefined) return { kind: "replayed", seen };
  if (seen) return { kind: "duplicate" };
  const next = highest === undefined ? (startsAt ?? position) : highest + 1;
  if (position < next) return { kind: "late" };
  return position === next ? { kind: "new" } : { kind: "gap", missing: { from: next, to: position - 1 } };
}
