/** What a field means whose schema does not say so itself. */
export const MEANINGS: Readonly<Record<string, string>> = {
  uid: "Your own name for it. Paths take it in place of the id.",
  name: "For people. Hooklane does not look at it.",
  retentionDays: "How long events stay in the record. Deliveries that are not settled go on all the same.",
  metadata: "Yours: kept, shown, never looked into.",
  provider: "Whose webhooks arrive here; decides how they are verified and read.",
  description: "For people.",
  ordering: "`stream` keeps the order of each stream; `none` attempts every event at once.",
  timeoutSeconds:
    "For the whole exchange, from the first byte sent to the last byte of the answer that is read.",
  maxInFlight: "Attempts under way at once, over all partitions of the tenant.",
  rateLimit: "Attempts per second over all partitions of the tenant. Absent: no limit.",
  headers: "Sent with every attempt. Names that Hooklane or the connection sets are refused.",
  signature: "`fastpix` adds a `fastpix-signature` beside the standard headers.",
};
