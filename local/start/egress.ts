/**
 * The way out when private endpoints are not allowed. A URL that is checked by name may still resolve to a private
 * address; on one machine that address would answer. workerd's own network service checks the address it connects to.
 */
export const EGRESS_NAME = "egress";

export const EGRESS_MODULE = "export default { fetch: (request, env) => env.PUBLIC.fetch(request) };";

export const PUBLIC_NETWORK: { type: "network"; allow: string[]; tlsOptions: { trustBrowserCas: boolean } } =
  {
    type: "network",
    allow: ["public"],
    tlsOptions: { trustBrowserCas: true },
  };

/** Loopback and private addresses as well, as the runtime's own `fetch` has them where nobody restricts it. */
export const ANY_NETWORK: typeof PUBLIC_NETWORK = { ...PUBLIC_NETWORK, allow: ["public", "private"] };
