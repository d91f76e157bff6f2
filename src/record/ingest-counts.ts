/** Why a request to `/ingest` was refused, as it is counted: the code of its problem, or what else was the matter. */
export const REFUSALS = [
  "signature_missing",
  "signature_malformed",
  "signature_mismatch",
  "signature_expired",
  "no_secret",
  "source_unknown",
  "source_disabled",
  "body_too_large",
  "malformed_request",
  "malformed_json",
  "not_an_event",
  "unavailable",
] as const;

/** What else comes to `/ingest` without bringing an event into a coordinator. */
export const OTHER_RESULTS = ["unrouted", "ignored", "probe"] as const;

export type CountedResult = (typeof REFUSALS)[number] | (typeof OTHER_RESULTS)[number];
