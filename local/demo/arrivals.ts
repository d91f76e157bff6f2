import { lanesOf, readArrival, type Arrival, type Lane } from "../../test/support/lanes.ts";
import type { Seat, Stage } from "./stage.ts";

/** A request, and the endpoint that it came to. */
export type SeatedArrival = Arrival & { seat: Seat };

/** A lane, and the endpoint at its end. */
export type SeatedLane = Lane & { seat: Seat };

/** What all endpoints have seen, in the order of time. */
export function arrivalsAt(stage: Stage): SeatedArrival[] {
  const arrivals = stage.seats.flatMap((seat) =>
    seat.receiver.deliveries.map((request) => ({ ...readArrival(request), seat })),
  );
  arrivals.sort((a, b) => a.at - b.at);
  return arrivals;
}

/** Endpoint by endpoint, and within one in the order in which the streams began. */
export function lanesAt(stage: Stage): SeatedLane[] {
  return stage.seats.flatMap((seat) => lanesOf(seat.receiver.deliveries).map((lane) => ({ ...lane, seat })));
}
