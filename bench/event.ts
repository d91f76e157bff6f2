import { createHmac } from "node:crypto";
import { mediaEvent } from "./media-event.ts";

/** What the events of a run look like. */
export interface EventShape {
  eventsPerStream: number;
  bodyBytes: number;
  /** More than one: each body names its tenant at `TENANT_POINTER`. */
  tenants: number;
}

/** Where a body names its tenant, as a source's routing wants it. */
export const TENANT_POINTER = "/data/metadata/tenant";

/** An event as the provider would send it. */
export interface SignedEvent {
  body: Buffer;
  signature: string;
}

/** Builds event after event of one shape. */
export type EventMaker = (number: number) => SignedEvent;

/** The provider's id of event `number`; `eventNumber` reads it back on the receiving side. */
function eventId(number: number): string {
  return `bench-${number}`;
}

/** The operator's own name of a tenant; the tenants of a run are numbered from 0. */
export function tenantUid(tenant: number): string {
  return `tenant-${tenant}`;
}

/** The number of a body that an `EventMaker` made, or undefined where it is not one of ours. */
export function eventNumber(body: string): number | undefined {
  const match = /"id":"bench-(\d+)"/.exec(body);
  return match ? Number(match[1]) : undefined;
}

/**
 * Makes events of media streams: `eventsPerStream` neighbours share one media, and a description pads the
 * body to the wanted size. @param secret base64, as the provider hands it out.
 */
export function createEventMaker(shape: EventShape, secret: string): EventMaker {
  const key = Buffer.from(secret, "base64");
  const bare = bodyOf(0, shape, "").length;
  const padding = "x".repeat(Math.max(0, shape.bodyBytes - bare));
  return (number) => {
    const body = Buffer.from(bodyOf(number, shape, padding));
    return { body, signature: createHmac("sha256", key).update(body).digest("base64") };
  };
}

function bodyOf(number: number, shape: EventShape, padding: string): string {
  const stream = Math.floor(number / shape.eventsPerStream);
  const media = `media-${stream}`;
  const metadata = shape.tenants > 1 ? { tenant: tenantUid(stream % shape.tenants) } : {};
  return mediaEvent({
    id: eventId(number),
    type: "video.media.updated",
    media,
    metadata: { ...metadata, description: padding },
  });
}
