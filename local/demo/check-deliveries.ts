import type { SeatedArrival } from "./arrivals.ts";
import type { Check, Evidence } from "./evidence.ts";

/** Each event exactly once where it belongs, and nowhere else. */
export function checkExactlyOnce({ sent, expected, arrivals }: Evidence): Check {
  const taken = arrivals.filter(({ isTaken }) => isTaken);
  const open = new Map<string, number>();
  for (const arrival of taken) open.set(keyOf(arrival), (open.get(keyOf(arrival)) ?? 0) + 1);
  const objections: string[] = [];
  for (const { sent: one, seat } of expected) {
    const key = `${one.eventId} ${seat.endpoint.name}`;
    const times = open.get(key) ?? 0;
    if (times !== 1)
      objections.push(
        `${one.event.type} of ${one.event.stream} came ${times} times to ${seat.endpoint.name}`,
      );
    open.delete(key);
  }
  for (const key of open.keys()) objections.push(`${key} was not expected`);
  return {
    claim: `${sent.length} events acknowledged, ${expected.length} deliveries: each exactly once, none anywhere else`,
    objections,
  };
}

/** What arrives is what was sent, down to the byte. */
export function checkBytes({ sent, arrivals }: Evidence): Check {
  const bodies = new Map(sent.map(({ eventId, event }) => [eventId, Buffer.from(event.body)]));
  const changed = arrivals.filter(({ eventId, request }) => !bodies.get(eventId)?.equals(request.body));
  return {
    claim: "bodies arrived byte for byte",
    objections: changed.map(
      ({ type, seat }) => `${type} at ${seat.endpoint.name} differs from what was sent`,
    ),
  };
}

function keyOf({ eventId, seat }: SeatedArrival): string {
  return `${eventId} ${seat.endpoint.name}`;
}
