import type { Accepted, Arrival } from "./arrival.ts";
import { Notifier } from "./notifier.ts";
import type { WorkPlace } from "./projector-for.ts";

/** The notifier of one coordinator, with its storage. @param coordinator the system tenant's, by name */
export function notifierFor(
  place: WorkPlace,
  coordinator: (name: string) => { accept(arrival: Arrival, slots: number): Promise<Accepted> },
): Notifier {
  return new Notifier({
    ...place,
    // With no slots its own alarm has the event delivered.
    accept: (name, arrival) => coordinator(name).accept(arrival, 0),
    forget: (id) => place.tables().health.deleteNotice(id),
  });
}
