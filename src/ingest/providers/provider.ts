import type { Instant } from "../../platform/clock.ts";
import type { Scheme } from "../../verify/schemes.ts";
import type { Payload } from "../payload.ts";

/** Ids and types longer than this are not those of an event; they end up in keys and headers. */
export const MAX_NAME_CHARS = 256;

/** What one provider of webhooks does in its own way: a row, found by the source's `provider`. */
export interface Provider {
  scheme: Scheme;
  /** Request headers that are kept with the event, lower case. */
  keptHeaders: readonly string[];
  /** Whether an unsigned body is only the provider's question whether the URL answers. */
  isProbe(body: Uint8Array): boolean;
  /** Finds in a payload what the router has to know of it; all else passes through unread. */
  readEvent(payload: Payload): EventRead;
}

/** What the router has to know of a provider's event. */
export interface ProviderEvent {
  /** The provider's own id: what makes a re-send recognisable. */
  id: string;
  /** As received. */
  type: string;
  /** The stream key: depends on nothing but the payload, so that a re-send finds the same partition. */
  stream: string;
  occurredAt: Instant | null;
}

export type EventRead =
  | { result: "event"; event: ProviderEvent }
  /** A payload without id or type: some providers send such a one to test a URL. */
  | { result: "ignored" }
  | { result: "not-an-event"; why: string };
