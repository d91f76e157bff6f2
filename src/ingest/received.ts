import type { DeliveryWork } from "../deliver/deliver.ts";
import type { UnroutedReason } from "../record/unrouted.sql.ts";
import type { Verification } from "../verify/verification.ts";

/** What became of a request to `/ingest/{source}`. */
export type Received =
  /** Durable, with its place in its stream; what may be delivered at once comes along. */
  | ({ result: "accepted"; delivery: Delivering } & Placed)
  | ({ result: "duplicate"; delivery: Delivering } & Placed)
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
  | { result: "unavailable"; why: UnavailableWhy; failure?: string; delivery?: Delivering };

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

/** What a request goes on with after its answer: its event's first attempts, and what else its coordinator gave it. */
export interface Delivering extends DeliveryWork {
  /** The name of the coordinator that gave the leases and takes their outcomes. */
  coordinator: string;
}
