import { systemClock } from "../platform/clock.ts";
import { createSealer } from "../platform/seal.ts";
import type { AttemptDeps } from "./attempt.ts";
import { createSigningKeys } from "./signing-keys.ts";

let made: { key: string; deps: AttemptDeps } | undefined;

/** Everything an attempt needs. Made once per isolate: the signing keys that it opens stay open. */
export function attemptDepsOf(config: {
  encryptionKey: string;
  allowPrivateEndpoints: boolean;
}): AttemptDeps {
  if (made?.key !== config.encryptionKey) {
    const deps: AttemptDeps = {
      fetch: (input, init) => fetch(input, init),
      keys: createSigningKeys(createSealer(config.encryptionKey)),
      urlRules: { allowPrivate: config.allowPrivateEndpoints, ownHosts: [] },
      clock: systemClock,
    };
    made = { key: config.encryptionKey, deps };
  }
  return made.deps;
}
