import type { Lease } from "../coordinate/lease.ts";
import type { Instant } from "../platform/clock.ts";
import { headerSafe } from "../platform/header-safe.ts";
import { VERSION } from "../platform/version.ts";
import type { OwnHeaders } from "./own-headers.ts";
import { signFastpix, signStandard } from "./sign.ts";
import type { SigningKeys } from "./signing-keys.ts";

/**
 * Every header of one attempt: the tenant's own first, ours over them.
 * @throws Error when a secret of the subscription or its own headers cannot be opened.
 */
export async function deliveryHeaders(
  lease: Lease,
  { body, at }: { body: Uint8Array; at: Instant },
  opening: { keys: SigningKeys; ownHeaders: OwnHeaders },
): Promise<Headers> {
  const { target } = lease;
  const live = target.secrets.filter((secret) => secret.expiresAt === null || secret.expiresAt > at);
  const keys = await Promise.all(
    live.map((secret) => opening.keys.keyOf(secret.sealed, target.subscriptionId)),
  );
  const [newest] = keys;
  if (!newest) throw new Error(`subscription ${target.subscriptionId} has no live secret`);

  const headers = new Headers(await opening.ownHeaders.headersOf(target.headers, target.subscriptionId));
  const timestamp = Math.floor(at / 1000);
  headers.set("content-type", lease.contentType);
  headers.set("user-agent", `Hooklane/${VERSION}`);
  headers.set("webhook-id", lease.eventId);
  headers.set("webhook-timestamp", String(timestamp));
  headers.set("webhook-signature", await signStandard({ id: lease.eventId, timestamp, body }, keys));
  // The header holds one value, so an overlap is not possible: the newest secret signs.
  if (target.signature === "fastpix") headers.set("fastpix-signature", await signFastpix(body, newest));
  headers.set("hooklane-event-type", headerSafe(lease.type));
  headers.set("hooklane-category", lease.categories.join(","));
  headers.set("hooklane-stream", headerSafe(lease.stream));
  headers.set("hooklane-sequence", String(lease.sequence));
  headers.set("hooklane-position", String(lease.position));
  headers.set("hooklane-attempt", String(lease.attempt));
  if (lease.late) headers.set("hooklane-late", "true");
  if (lease.replayId !== undefined) headers.set("hooklane-replay", lease.replayId);
  return headers;
}
