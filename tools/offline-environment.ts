/**
 * What keeps wrangler and its test runtime quiet and on this machine: no telemetry, no look-up of `Request.cf`,
 * no hints in between. Set by the code that starts them, so that nobody has to remember it.
 */
export const OFFLINE_ENVIRONMENT: Readonly<Record<string, string>> = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  X_LOCAL_OBSERVABILITY: "false",
};
