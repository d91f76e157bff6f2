import type { SigningSecret } from "../../coordinate/subscription.ts";
import type { Instant } from "../../platform/clock.ts";
import { Problem } from "../../platform/problem.ts";
import type { Sealed } from "../../platform/sealed.ts";

/** Each older secret adds a signature to every attempt, in time and in the header. */
const MAX_OLDER_SECRETS = 4;

/**
 * A subscription's secrets once a new one signs: it first, the others behind it until the overlap ends. One that
 * ends sooner keeps its end; what has ended is left out. @throws Problem `conflict` where there are too many
 */
export function withNewest(
  secrets: readonly SigningSecret[],
  sealed: Sealed,
  { now, until }: { now: Instant; until: Instant },
): SigningSecret[] {
  const older = secrets
    .map((secret) => ({ ...secret, expiresAt: Math.min(secret.expiresAt ?? until, until) }))
    .filter(({ expiresAt }) => expiresAt > now);
  if (older.length > MAX_OLDER_SECRETS) {
    throw new Problem(
      "conflict",
      `${MAX_OLDER_SECRETS} older secrets sign already. Rotate with overlapSeconds: 0 to end them, or wait.`,
    );
  }
  return [{ sealed, expiresAt: null }, ...older];
}
