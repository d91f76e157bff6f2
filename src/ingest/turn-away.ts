import type { KnownSource } from "./known-source.ts";
import type { Received, Refusal } from "./received.ts";

/**
 * What an unverified request comes to. A provider's probe is let through with nothing done; a signature that may
 * only look wrong, because one of our secrets could not be opened, is not the sender's fault.
 */
export function turnAway(
  source: Pick<KnownSource, "provider" | "unreadableSecrets">,
  verification: Refusal,
  body: Uint8Array,
): Received {
  switch (verification.result) {
    case "missing":
      return source.provider.isProbe(body) ? { result: "probe" } : { result: "refused", verification };
    case "mismatch":
    case "no-secret":
      if (source.unreadableSecrets > 0) return { result: "unavailable", why: "secret-unreadable" };
      return { result: "refused", verification };
    case "malformed":
    case "outside-tolerance":
      return { result: "refused", verification };
    default:
      return verification satisfies never;
  }
}
