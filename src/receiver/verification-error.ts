/** Why a request is not taken for genuine. */
export type VerificationReason =
  /** A header of the signature is not there. */
  | "header_missing"
  /** A header of the signature does not have its form, or came several times. */
  | "header_malformed"
  /** Signed too long ago: an old request that somebody sends again. */
  | "timestamp_too_old"
  /** Signed in the future: one of the two clocks is wrong. */
  | "timestamp_in_future"
  /** None of the secrets signed these bytes. */
  | "signature_mismatch"
  /** Longer than anything the router sends; not read to its end. */
  | "body_too_large"
  /** Genuine, and no event: not a JSON object with a `type`. */
  | "not_an_event";

/** The request is not one to act upon: answer 401 (or 400), and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = "WebhookVerificationError";
  readonly reason: VerificationReason;

  constructor(reason: VerificationReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
