export { EVENT_TYPES } from "./event-types.ts";
export type { DataByType, EventType, KnownEvent, TypedEvent, UnknownEvent } from "./events.ts";
export { createInbox, type Inbox, type InboxOptions, type Incoming } from "./inbox.ts";
export {
  memoryStore,
  type InboxStore,
  type MemoryLimits,
  type Remembered,
  type WorkedOff,
} from "./inbox-store.ts";
export type { Notice } from "./notice.ts";
export type * from "./payloads.ts";
export { WebhookVerificationError, type VerificationReason } from "./verification-error.ts";
export { verify, type Delivery, type VerifiedDelivery, type VerifyOptions } from "./verify.ts";
export { verifyFastpix, type VerifiedFastpix } from "./verify-fastpix.ts";
export type { FetchRequest, HeaderSource, ReadRequest, WebhookRequest } from "./webhook-request.ts";
