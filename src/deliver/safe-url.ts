import { addressBlock } from "./address.ts";

/** What a deployment lets through. */
export interface UrlRules {
  /** Local development only: http and loopback are let through. */
  allowPrivate: boolean;
  /** Our own host names: a tenant's endpoint must not be the router itself. */
  ownHosts: readonly string[];
}

export type UrlCheck = { ok: true; url: URL } | { ok: false; why: string };

const MAX_URL_CHARS = 2048; // what proxies and browsers agree to carry

// Names that resolve inside a network by convention: RFC 6761, 6762, 8375, ICANN's reservation of .internal.
const PRIVATE_SUFFIXES = ["localhost", "local", "internal", "home.arpa", "lan", "intranet", "test", "onion"];

/**
 * Whether Hooklane may send a tenant's events to this URL. Runs when a subscription is saved and again before
 * every attempt. It judges names and literals; a public name that resolves to a private address is the
 * platform's to refuse (Workers reach no private network), on one machine an egress rule's.
 */
export function checkUrl(text: string, rules: UrlRules): UrlCheck {
  if (text.length > MAX_URL_CHARS) return refuse(`is longer than ${MAX_URL_CHARS} characters`);
  if (!URL.canParse(text)) return refuse("is not an absolute URL");
  const url = new URL(text);
  if (url.protocol !== "https:" && !(rules.allowPrivate && url.protocol === "http:")) {
    return refuse("must start with https://");
  }
  if (url.username || url.password || /^[a-z]+:\/*[^/?#]*@/i.test(text)) {
    return refuse("must not carry credentials; use the subscription's headers");
  }
  if (text.includes("#")) return refuse("must not have a fragment");
  const why = hostProblem(url.hostname, rules);
  return why === undefined ? { ok: true, url } : refuse(why);
}

function refuse(why: string): UrlCheck {
  return { ok: false, why };
}

// `URL` has already brought every odd spelling of an IPv4 address (octal, hex, one number) into dotted form.
function hostProblem(hostname: string, rules: UrlRules): string | undefined {
  const host = hostname.replace(/\.+$/, "");
  const block = addressBlock(host);
  if (block === "loopback") return rules.allowPrivate ? undefined : "names a loopback address";
  if (block === "public") return undefined;
  if (block !== undefined) return `names an address that is not public (${block})`;
  if (rules.ownHosts.includes(host)) return "names Hooklane itself";
  if (host === "localhost" || host.endsWith(".localhost")) {
    return rules.allowPrivate ? undefined : "names a loopback host";
  }
  if (!host.includes(".")) return "names a host without a domain";
  // No address stands behind it (RFC 6761): the name to try out with what becomes of a dead one.
  if (host.endsWith(".invalid")) return rules.allowPrivate ? undefined : "names a host that cannot exist";
  const suffix = PRIVATE_SUFFIXES.find((name) => host === name || host.endsWith(`.${name}`));
  return suffix === undefined ? undefined : `names a private host (.${suffix})`;
}
