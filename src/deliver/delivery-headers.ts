import type { Lease } from "../coordinate/lease.ts";
import type { Instant } from "../platform/clock.ts";
import { headerSafe } from "../platform/header-safe.ts";
import { VERSION } from "../platform/version.ts";
import type { OwnHeaders, PlainHeaders } from "./own-headers.ts";
import { signFastpix, signStandard } from "./sign.ts";
import type { SigningKeys } from "./signing-keys.ts";

/**
 * Every header of one attempt, by lower-case name: the tenant's own, and ours over them.
 * @throws Error when a secret of the subscription or its own headers cannot be opened.
 */
export async function deliveryHeaders(
  lease: Lease,
  { body, at }: { body: Uint8Array; at: Instant },
  opening: { keys: SigningKeys; ownHeaders: OwnHeaders },
): Promise<Record<string, string>> {
  const { target } = lease;
  const live = target.secrets.filter((secret) => secret.expiresAt === null || secret.expiresAt > at);
  const keys = await Promise.all(
    live.map((secret) => opening.keys.keyOf(secret.sealed, target.subscriptionId)),
  );
  const [newest] = keys;
  if (!newest) throw new Error(`subscription ${target.subscriptionId} has no live secret`);

  const timestamp = Math.floor(at / 1000);
  // As a record, which the runtime takes in one call: a `Headers` costs one for each.
  const headers: Record<string, string> = {
    ...withLowerNames(await opening.ownHeaders.headersOf(target.headers, target.subscriptionId)),
    "content-type": lease.contentType,
    "user-agent": `Hooklane/${VERSION}`,
    "webhook-id": lease.eventId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": await signStandard({ id: lease.eventId, timestamp, body }, keys),
    "hooklane-event-type": headerSafe(lease.type),
    "hooklane-category": lease.categories.join(","),
    "hooklane-stream": headerSafe(lease.stream),
    "hooklane-sequence": String(lease.sequence),
    "hooklane-position": String(lease.position),
    "hooklane-attempt": String(lease.attempt),
  };
  // The header holds one value, so an overlap is not possible: the newest secret signs.
  if (target.signature === "fastpix") headers["fastpix-signature"] = await signFastpix(body, newest);
  if (lease.late) headers["hooklane-late"] = "true";
  if (lease.replayId !== undefined) headers["hooklane-replay"] = lease.replayId;
  return headers;
}

/** Names are the same in any case: ours have to replace a tenant's own. */
function withLowerNames(headers: PlainHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
