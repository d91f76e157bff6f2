import { failed, subscriptionOf } from "./coordination.ts";
import type { Simulation } from "./simulation.ts";

/** One attempt each, so that every failure is a delivery given up and the next event is free to go. */
export const ONE_TRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });

let streams = 0;

/** Sends an event on a stream of its own and settles its attempt; first waits until the breaker lets it go. @returns the stream */
export function attempt(simulation: Simulation, how: "fail" | "succeed"): string {
  streams += 1;
  simulation.accept(`media:${streams}`);
  while (simulation.leases.length === 0) {
    if (!simulation.wakeWhenDue()) throw new Error("nothing is due and nothing is leased");
  }
  for (const lease of [...simulation.leases]) simulation.report(lease, how === "fail" ? failed(503) : {}, 0);
  return `media:${streams}`;
}
