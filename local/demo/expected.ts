import type { Sent } from "./play.ts";
import type { Seat, Stage } from "./stage.ts";

/** A delivery that has to happen. */
export interface Expected {
  sent: Sent;
  seat: Seat;
}

/** Who has to get what, told without asking the router. */
export function expectedDeliveries(sent: readonly Sent[], stage: Stage): Expected[] {
  return sent.flatMap((one) =>
    stage.seats
      .filter(({ endpoint }) => endpoint.tenant === one.tenant && endpoint.isFor(one.event.type))
      .map((seat) => ({ sent: one, seat })),
  );
}
