import { gaps, overtakings } from "../../test/support/lanes.ts";
import { TROUBLED_STREAM } from "./cast.ts";
import type { Check, Evidence } from "./evidence.ts";

/** No event is attempted before the one before it was taken. */
export function checkOrder({ lanes }: Evidence): Check {
  return {
    claim: `order kept in ${lanes.length} lanes: nobody was attempted before its predecessor was taken`,
    objections: lanes.flatMap(overtakings),
  };
}

/** A receiver can see that it missed nothing. */
export function checkPositions({ lanes }: Evidence): Check {
  return {
    claim: "positions run 1, 2, 3 ... without a gap in every lane",
    objections: lanes.flatMap(gaps),
  };
}

/** The lane with the failing head waited; nobody else did. */
export function checkOthersFlowed({ arrivals }: Evidence): Check {
  const troubled = arrivals.filter(({ stream }) => stream === TROUBLED_STREAM);
  const from = troubled.find(({ isTaken }) => !isTaken)?.at ?? Infinity;
  const until = troubled.find(({ isTaken }) => isTaken)?.at ?? -Infinity;
  const meanwhile = arrivals.filter(
    ({ stream, isTaken, at }) => stream !== TROUBLED_STREAM && isTaken && at > from && at < until,
  );
  return {
    claim: `${meanwhile.length} deliveries of other lanes went through while ${TROUBLED_STREAM} was held up`,
    objections: meanwhile.length > 0 ? [] : ["no other lane moved in that time"],
  };
}
