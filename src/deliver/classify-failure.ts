import type { AttemptError } from "../coordinate/attempt-error.ts";
import type { Reach } from "./reach.ts";

// What workerd's fetch says, lower case. Its wording is not a contract, so the list errs towards `network_error`.
const WORDINGS: readonly (readonly [fragment: string, error: AttemptError])[] = [
  ["refused", "connection_refused"],
  ["reset", "connection_lost"],
  ["disconnected", "connection_lost"],
  ["decompression", "connection_lost"], // a packed answer that does not unpack is no answer
  ["dns", "dns_error"],
  ["certificate", "tls_error"],
  ["tls", "tls_error"],
  ["ssl", "tls_error"],
];

/** Words that stand for several causes, and which one it is by what a bare connection to the same place came to. */
const AMBIGUOUS: readonly { fragment: string; means: Readonly<Record<Reach, AttemptError>> }[] = [
  {
    // Measured on workerd 1.20261023: a closed port, no route, a reset, an early end, an answer that is not HTTP,
    // and headers beyond its limit (300 KB pass, 450 KB do not).
    fragment: "network connection lost",
    means: { open: "connection_lost", closed: "connection_refused", unknown: "connection_lost" },
  },
  {
    // The same: a name without an address (or, under the egress rule, without one that is allowed), and any failure
    // of the TLS handshake. It comes before a request is sent, so what stays after "open" is the handshake.
    fragment: "internal error",
    means: { open: "tls_error", closed: "dns_error", unknown: "network_error" },
  },
];

/**
 * The typed error of an exchange that threw.
 * @param reach asked only where the words leave it open: a bare connection to the endpoint
 */
export async function classifyFailure(failure: unknown, reach: () => Promise<Reach>): Promise<AttemptError> {
  const text = failure instanceof Error ? `${failure.name} ${failure.message}`.toLowerCase() : "";
  if (text.includes("timeout")) return "timeout";
  const ambiguous = AMBIGUOUS.find(({ fragment }) => text.includes(fragment));
  if (ambiguous) return ambiguous.means[await reach()];
  return WORDINGS.find(([fragment]) => text.includes(fragment))?.[1] ?? "network_error";
}
