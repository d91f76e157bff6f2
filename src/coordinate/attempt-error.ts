/** Why an attempt got no usable answer. */
export type AttemptError =
  | "timeout"
  | "connection_refused"
  | "connection_lost"
  | "dns_error"
  | "tls_error"
  | "http_status"
  | "unsafe_url"
  | "secret_unreadable"
  | "network_error";

/** What is worth saying about an answer that counts. */
export type AttemptNote =
  /** It went on beyond what is read of an answer. Its status was complete by then, and decides. */
  "response_too_large";
