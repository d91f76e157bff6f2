import { createHmac, randomUUID } from "node:crypto";
import type { EventMaker } from "../event.ts";
import { streamOf } from "./seed-order.ts";
import { mediaEvent } from "../media-event.ts";

const BODY_BYTES = 1_500;

/** The types of the load: the one that is measured, and those that only waiting deliveries are made of. */
export const LOAD_TYPE = "video.media.updated";
export const WAITING_TYPE = "video.media.created";

/** What the subscriptions with a payload filter look at, and the value that the load has there. */
export const CUSTOMER_PATH = "data.metadata.customer";
export const LOAD_CUSTOMER = "customer-0";

/**
 * Makes events whose streams are all those of a point in no order and whose provider ids come in no order either.
 * Receivers know them by their number, which stands in the payload.
 * @param secret base64, as the provider hands it out.
 */
export function createFlatEvents(secret: string, shape: { streams: number; type: string }): EventMaker {
  const key = Buffer.from(secret, "base64");
  const padding = "x".repeat(Math.max(0, BODY_BYTES - textOf(0, shape, "").length));
  return (number) => {
    const body = Buffer.from(textOf(number, shape, padding));
    return { body, signature: createHmac("sha256", key).update(body).digest("base64") };
  };
}

function textOf(
  number: number,
  { streams, type }: { streams: number; type: string },
  padding: string,
): string {
  const media = streamOf(number, streams);
  return mediaEvent({
    id: randomUUID(),
    type,
    media,
    metadata: { id: `bench-${number}`, customer: LOAD_CUSTOMER, description: padding },
  });
}
