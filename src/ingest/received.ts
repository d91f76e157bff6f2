import type { Lease } from "../coordinate/lease.ts";
import type { UnroutedReason } from "../record/unrouted.sql.ts";
import type { Verification } from "../verify/verification.ts";

/** What became of a request to `/ingest/{source}`. */
export type Received =
  /** Durable, with its place in its stream; what may be delivered at once comes along. */
  | ({ result: "accepted"; delivery: FirstDelivery } & Placed)
  | ({ result: "duplicate" } & Placed)
  /** Durable, but nobody's yet. */
  | { result: "unrouted"; about: EventFacts; eventId: string; isDuplicate: boolean; reason: UnroutedReason }
  /** The provider asks whether the URL answers. */
  | { result: "probe" }
  /** Verified, but without id or type. */
  | { result: "ignored" }
  | { result: "unknown-source" }
  | { result: "source-disabled" }
  | { result: "refused"; verification: Refusal }
  | { result: "too-large" }
  | { result: "interrupted" }
  | { result: "not-json"; why: "not-utf8" | "syntax" }
  | { result: "not-an-event"; why: string }
  /** Our fault: the provider should send it again. */
  | { result: "unavailable"; why: UnavailableWhy; failure?: string };

/** An event with the place that its coordinator gave it. */
interface Placed {
  about: EventFacts;
  eventId: string;
  sequence: number;
  partition: number;
}

/** A verification that does not let in. */
export type Refusal = Exclude<Verification, { result: "verified" }>;

export type UnavailableWhy =
  | "coordinator-overloaded"
  | "coordinator-failed"
  | "configuration-unreadable"
  | "stream-moving"
  | "erased"
  | "secret-unreadable"
  | "unexpected";

/** What a log line tells of an event. */
export interface EventFacts {
  sourceId: string;
  /** null where no tenant was found. */
  tenantId: string | null;
  providerEventId: string;
  type: string;
  stream: string;
  bodyBytes: number;
}

/** The first attempts, which the request that brought the event makes after its answer. */
export interface FirstDelivery {
  /** The name of the coordinator that gave the leases and takes their outcomes. */
  coordinator: string;
  leases: readonly Lease[];
  body: Uint8Array;
}
