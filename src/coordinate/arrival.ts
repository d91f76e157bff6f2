import type { Instant } from "../platform/clock.ts";
import type { Lease, Outcome } from "./lease.ts";

/** A verified event on its way into the coordinator of its stream. */
export interface Arrival {
  sourceId: string;
  /** The provider's own id of the event: with the source, what makes a re-send recognisable. */
  providerEventId: string;
  /** As received; the catalogue's spelling is worked out from it. */
  type: string;
  stream: string;
  /** When the provider says that it happened; null where it does not say. */
  occurredAt: Instant | null;
  receivedAt: Instant;
  contentType: string;
  /** The provider's request headers that are worth keeping, lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** The version of the tenant's configuration that the Worker knows: a coordinator that is behind reloads. */
  configVersion: number;
  /** Where the tenant was found by pointer: remember stream -> tenant for later events that do not carry it. */
  learn: boolean;
  /** How long it may wait for a predecessor, in ms. 0, and absent from a Worker that knows of no window: not at all. */
  orderWindowMs?: number;
  /** Set when an unrouted event is assigned: it keeps the id that its receipt was answered with. */
  eventId?: string;
}

/** Outcomes that an event takes along to its coordinator. */
export interface Report {
  outcomes: Outcome[];
  /** How long the Worker may still work: it gets no lease whose exchange could take longer. */
  remainingMs: number;
}

/** What became of an arrival. Durable when the caller sees it. */
export type Accepted =
  | ({ result: "accepted"; eventId: string; sequence: number; leases: Lease[] } & Reported)
  | ({ result: "duplicate"; eventId: string; sequence: number } & Reported)
  /** Nothing was stored; the provider should send it again. */
  | { result: "unavailable"; why: "configuration-unreadable" | "erased" | "stream-moving" };

/** Absent where nothing was reported, and from a coordinator of a version that takes no report with an event. */
interface Reported {
  /** Present where the report was taken: leases for the slots that the event leaves free, with bodies. */
  next?: Lease[];
}
