import { concatBytes, toUtf8 } from "../platform/bytes.ts";
import { placeOf, type Place } from "./delivery-place.ts";
import { eventOf } from "./event-of.ts";
import type { TypedEvent } from "./events.ts";
import { keysOf } from "./secrets.ts";
import { isSigned, standardSignatures } from "./signatures.ts";
import { WebhookVerificationError } from "./verification-error.ts";
import { bytesOf, headerOf, type HeaderSource, type WebhookRequest } from "./webhook-request.ts";

/** What Standard Webhooks recommends, and every library of it takes. */
const DEFAULT_TOLERANCE_SECONDS = 300;
// Nothing but digits: a lenient parser would take a timestamp that was never signed as it is read.
const TIMESTAMP = /^[0-9]{1,12}$/;

/** What a request is verified with. */
export interface VerifyOptions {
  /** The subscription's secret, or several while one replaces another: either may have signed. */
  secrets: string | readonly string[];
  /** How far the signed timestamp may be from the clock, either way. Default 300. */
  toleranceSeconds?: number | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: (() => number) | undefined;
}

/** What a delivery says about itself. Only `id` and `timestamp` are signed, with the body; see `Place`. */
export interface Delivery extends Place {
  /** The same on every attempt and for every subscription: what repeats are recognised by. */
  id: string;
  /** Unix seconds of this attempt. */
  timestamp: number;
  /** The bytes as they came. */
  body: Uint8Array;
}

/** A genuine delivery: its `type` is the catalogue's, or "unknown", and says what `event.data` is. */
export type VerifiedDelivery = Delivery & TypedEvent;

/**
 * Verifies a delivery by its Standard Webhooks signature, and reads what it says about itself.
 * @throws WebhookVerificationError where it is not genuine: answer 401
 * @throws TypeError where it cannot be verified at all: a secret of the wrong form, a body that a parser has had
 */
export async function verify(request: WebhookRequest, options: VerifyOptions): Promise<VerifiedDelivery> {
  const keys = await keysOf(options.secrets);
  const { headers } = request;
  const id = required(headers, "webhook-id");
  const timestamp = timestampOf(required(headers, "webhook-timestamp"), options);
  const signatures = standardSignatures(required(headers, "webhook-signature"));
  if (signatures.length === 0) {
    throw new WebhookVerificationError("header_malformed", "webhook-signature holds no v1 signature");
  }
  const body = await bytesOf(request);
  if (!(await isSigned(concatBytes(toUtf8(`${id}.${timestamp}.`), body), signatures, keys))) {
    throw new WebhookVerificationError("signature_mismatch", "none of the secrets signed this request");
  }
  return { ...eventOf(body), id, timestamp: Number(timestamp), body, ...placeOf(headers) };
}

function required(headers: HeaderSource, name: string): string {
  const value = headerOf(headers, name);
  if (!value) throw new WebhookVerificationError("header_missing", `there is no ${name}`);
  return value;
}

function timestampOf(text: string, { toleranceSeconds, now = Date.now }: VerifyOptions): string {
  if (!TIMESTAMP.test(text)) {
    throw new WebhookVerificationError("header_malformed", "webhook-timestamp is not whole unix seconds");
  }
  const tolerance = toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  const skewSeconds = Number(text) - Math.floor(now() / 1000);
  if (skewSeconds < -tolerance) {
    throw new WebhookVerificationError("timestamp_too_old", `signed ${-skewSeconds} s ago`);
  }
  if (skewSeconds > tolerance) {
    throw new WebhookVerificationError("timestamp_in_future", `signed ${skewSeconds} s in the future`);
  }
  return text;
}
