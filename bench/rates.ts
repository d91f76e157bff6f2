import type { ArrivalBoard } from "./arrival-board.ts";
import { distributionOf, type Distribution } from "./distribution.ts";
import type { Sent } from "./load.ts";

/** How fast a load went through. */
export interface Rates {
  /** Acknowledged events, from the first one due to the last answer. */
  acceptedPerSecond: number;
  /** Acknowledged events, from the first one due to the last first arrival; without subscriptions as accepted. */
  deliveredPerSecond: number;
  /** First arrivals over the same span, at all endpoints together. */
  arrivalsPerSecond: number;
  /** From when an event was due to its 202. */
  acknowledgedAfterMs: Distribution;
  /** From when an event was due to its first arrival, one value per subscription. */
  arrivedAfterMs: Distribution;
}

/** @param sent the measured events only; the board may hold others too. */
export function ratesOf(sent: readonly Sent[], board: ArrivalBoard): Rates {
  const acknowledged = sent.filter(({ answer }) => answer.outcome === "acknowledged");
  const arrivals = acknowledged.flatMap((event) => arrivalsOf(event, board));
  const beganAt = sent.reduce((first, event) => Math.min(first, event.dueAt), Infinity);
  const answeredAt = acknowledged.reduce((last, event) => Math.max(last, event.answeredAt), beganAt);
  const arrivedAt = arrivals.reduce((last, arrival) => Math.max(last, arrival.at), answeredAt);
  const perSecond = (count: number, until: number) => (count * 1000) / (until - beganAt);
  return {
    acceptedPerSecond: perSecond(acknowledged.length, answeredAt),
    deliveredPerSecond: perSecond(acknowledged.length, arrivedAt),
    arrivalsPerSecond: perSecond(arrivals.length, arrivedAt),
    acknowledgedAfterMs: distributionOf(acknowledged.map((event) => event.answeredAt - event.dueAt)),
    arrivedAfterMs: distributionOf(arrivals.map((arrival) => arrival.at - arrival.dueAt)),
  };
}

/** First arrivals of replayed events per second, from when the replay was asked for to the last of them. */
export function replayRateOf(
  { sent, beganAt }: { sent: readonly Sent[]; beganAt: number },
  board: ArrivalBoard,
): number {
  const arrivals = sent.flatMap((event) => arrivalsOf(event, board));
  const endedAt = arrivals.reduce((last, arrival) => Math.max(last, arrival.at), beganAt);
  return (arrivals.length * 1000) / (endedAt - beganAt);
}

function arrivalsOf({ number, dueAt }: Sent, board: ArrivalBoard): { at: number; dueAt: number }[] {
  return Array.from(
    { length: board.endpoints },
    (_, endpoint) => board.firstAt[endpoint * board.events + number] ?? 0,
  )
    .filter((at) => at > 0)
    .map((at) => ({ at, dueAt }));
}
