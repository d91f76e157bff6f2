import { systemClock } from "../platform/clock.ts";
import { Recent } from "../platform/recent.ts";
import { createSealer } from "../platform/seal.ts";
import type { AttemptDeps } from "./attempt.ts";
import { Outbox } from "./outbox.ts";
import { createOwnHeaders } from "./own-headers.ts";
import { checkUrl, type UrlRules } from "./safe-url.ts";
import { createSigningKeys } from "./signing-keys.ts";

/** Verdicts that are kept: a URL and a boolean, for as many endpoints as an isolate sees in its life. */
const MAX_REMEMBERED_URLS = 1_000;

/** One for all invocations of an isolate: that is what lets one of them report for another. */
export const isolateOutbox = new Outbox(systemClock);

let made: { key: string; deps: AttemptDeps } | undefined;

/** Everything an attempt needs. Made once per isolate: what it opens, signing keys and headers, stays open. */
export function attemptDepsOf(
  config: {
    encryptionKey: string;
    encryptionKeyOld?: string | undefined;
    allowPrivateEndpoints: boolean;
    publicHosts: readonly string[];
  },
  { NETWORK }: Pick<Env, "NETWORK">,
): AttemptDeps {
  const key = `${config.encryptionKey} ${config.encryptionKeyOld ?? ""}`;
  if (made?.key !== key) {
    const sealer = createSealer(config.encryptionKey, config.encryptionKeyOld);
    const deps: AttemptDeps = {
      fetch: (input, init) => fetch(input, init),
      keys: createSigningKeys(sealer),
      ownHeaders: createOwnHeaders(sealer),
      isSafe: safeUrls({ allowPrivate: config.allowPrivateEndpoints, ownHosts: config.publicHosts }),
      network: NETWORK,
      clock: systemClock,
    };
    made = { key, deps };
  }
  return made.deps;
}

/** The guard, with its verdicts remembered: they depend on nothing but the text. */
function safeUrls(rules: UrlRules): (url: string) => boolean {
  const verdicts = new Recent<string, boolean>(MAX_REMEMBERED_URLS);
  return (url) => {
    const known = verdicts.get(url);
    if (known !== undefined) return known;
    const { ok } = checkUrl(url, rules);
    verdicts.set(url, ok);
    return ok;
  };
}
