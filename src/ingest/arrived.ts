import type { Arrival } from "../coordinate/arrival.ts";
import type { Instant } from "../platform/clock.ts";
import type { KnownSource } from "./known-source.ts";
import type { ProviderEvent } from "./providers/provider.ts";
import type { EventFacts } from "./received.ts";

const DEFAULT_CONTENT_TYPE = "application/json";
/** Longer ones are cut off or left out: they are kept with every event. */
const MAX_HEADER_CHARS = 512;

/** A verified event of which everything is known but whose it is. */
export type Arrived = Omit<Arrival, "configVersion" | "learn" | "eventId">;

/** Puts together what the request and its payload tell of the event. */
export function arrivedFrom(
  source: KnownSource,
  request: { headers: Headers; body: Uint8Array; receivedAt: Instant },
  event: ProviderEvent,
): Arrived {
  const headers: Record<string, string> = {};
  for (const name of source.provider.keptHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value.slice(0, MAX_HEADER_CHARS);
  }
  const contentType = request.headers.get("content-type") ?? "";
  return {
    sourceId: source.id,
    providerEventId: event.id,
    type: event.type,
    stream: event.stream,
    occurredAt: event.occurredAt,
    receivedAt: request.receivedAt,
    contentType:
      contentType === "" || contentType.length > MAX_HEADER_CHARS ? DEFAULT_CONTENT_TYPE : contentType,
    headers,
    body: request.body,
    orderWindowMs: source.orderWindowMs,
  };
}

/** What a log line tells of the event. */
export function factsOf(arrived: Arrived, tenantId: string | null): EventFacts {
  const { sourceId, providerEventId, type, stream, body } = arrived;
  return { sourceId, tenantId, providerEventId, type, stream, bodyBytes: body.byteLength };
}
