/** Why a source did not take a request. The first four are about its signature. */
export const REJECTION_REASONS = [
  "signature_missing",
  "signature_malformed",
  "signature_mismatch",
  "signature_expired",
  "source_disabled",
  "body_too_large",
  "body_interrupted",
  "malformed_json",
  "not_an_event",
] as const;

export type RejectionReason = (typeof REJECTION_REASONS)[number];
