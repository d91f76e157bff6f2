import { fromUtf8 } from "../platform/bytes.ts";
import { knownTypeOf } from "./event-types.ts";
import type { TypedEvent, UnknownEvent } from "./events.ts";
import { WebhookVerificationError } from "./verification-error.ts";

/**
 * The event in a genuine body. Of its fields only `type` is checked: what else the provider sends is its own affair.
 * @throws WebhookVerificationError `not_an_event`
 */
export function eventOf(body: Uint8Array): TypedEvent {
  const event = parse(fromUtf8(body) ?? "");
  if (!isEvent(event)) {
    throw new WebhookVerificationError("not_an_event", "the body is not a JSON object with a type");
  }
  // The type says what `data` is; the provider gives no other guarantee.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { type: knownTypeOf(event.type) ?? "unknown", event } as TypedEvent;
}

function isEvent(value: unknown): value is UnknownEvent {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
