/** What came of checking a request's signature. Only the first means that the sender holds a secret. */
export type Verification =
  | { result: "verified"; secretId: string }
  /** The request carries no signature at all. */
  | { result: "missing"; header: string }
  | { result: "malformed"; header: string; why: MalformedWhy }
  /** For schemes that sign a timestamp: how far it is from our clock; negative = from the past. */
  | { result: "outside-tolerance"; skewSeconds: number }
  | { result: "mismatch"; hint?: MismatchHint }
  /** The signature has the right form, but the source has nothing to check it with. */
  | { result: "no-secret" };

export type MalformedWhy = "not-base64" | "not-hex" | "wrong-length" | "several-values";

/** A diagnostic for the operator, never a reason to accept: the sender did not decode its secret. */
export type MismatchHint = "matches-with-undecoded-secret";
