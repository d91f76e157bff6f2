import { newId } from "../platform/ids.ts";
import type { UnroutedContent, UnroutedEvent, UnroutedReason } from "../record/unrouted.sql.ts";
import { type Arrived, factsOf } from "./arrived.ts";
import type { Received } from "./received.ts";

export interface KeepDeps {
  /** Keeps an event that belongs to nobody, durably. @returns its id; the first one's for a re-send. */
  keepUnrouted(event: UnroutedEvent, content: UnroutedContent): Promise<string>;
}

/** Keeps an event that no tenant was found for until somebody assigns it, or its stream finds its tenant. */
export async function keepUnrouted(
  arrived: Arrived,
  { reason, text }: { reason: UnroutedReason; text: string },
  deps: KeepDeps,
): Promise<Received> {
  const { contentType, headers, body: _, ...event } = arrived;
  const id = newId("evt", arrived.receivedAt);
  const keptId = await deps.keepUnrouted({ id, reason, ...event }, { contentType, headers, body: text });
  const about = factsOf(arrived, null);
  return { result: "unrouted", about, eventId: keptId, isDuplicate: keptId !== id, reason };
}
