import type { AttemptError } from "../coordinate/lease.ts";

// What workerd's fetch says, lower case. Its wording is not a contract, so the list errs towards `network_error`.
const WORDINGS: readonly (readonly [fragment: string, error: AttemptError])[] = [
  // Measured on workerd 1.20261023: the same words for a closed port, a reset, an early end and an answer that is not HTTP.
  ["network connection lost", "connection_lost"],
  ["refused", "connection_refused"],
  ["reset", "connection_lost"],
  ["disconnected", "connection_lost"],
  ["dns", "dns_error"],
  ["certificate", "tls_error"],
  ["tls", "tls_error"],
  ["ssl", "tls_error"],
];

/** The typed error of an exchange that threw. @param timedOut whether the attempt's own deadline had passed. */
export function classifyFailure(failure: unknown, timedOut: boolean): AttemptError {
  if (timedOut) return "timeout";
  const text = failure instanceof Error ? `${failure.name} ${failure.message}`.toLowerCase() : "";
  if (text.includes("timeout")) return "timeout";
  return WORDINGS.find(([fragment]) => text.includes(fragment))?.[1] ?? "network_error";
}
