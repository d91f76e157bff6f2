import type { AttemptError } from "../coordinate/attempt-error.ts";

/** Cloudflare's documents, "Troubleshooting Cloudflare 5xx errors": what the edge answers for a server it got no answer from. */
const EDGE_STATUSES: Readonly<Record<number, AttemptError>> = {
  521: "connection_refused",
  522: "timeout",
  523: "network_error",
  524: "timeout",
  525: "tls_error",
  526: "tls_error",
};
/** 530 stands for a whole family; "1016: origin DNS error" is the member that says so. */
const EDGE_FAMILY = 530;

/** The typed error of an answer that Cloudflare's edge gave in an endpoint's stead; undefined for any other. */
export function edgeAnswer(response: Response, text: string): AttemptError | undefined {
  if (response.headers.get("server") !== "cloudflare") return undefined;
  if (response.status === EDGE_FAMILY) return /\b1016\b/.test(text) ? "dns_error" : undefined;
  return EDGE_STATUSES[response.status];
}
