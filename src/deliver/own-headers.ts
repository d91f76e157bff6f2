import type { StoredHeaders } from "../coordinate/subscription.ts";
import { Opened } from "../platform/opened.ts";
import type { Sealer } from "../platform/seal.ts";
import type { Sealed } from "../platform/sealed.ts";

const MAX_CACHED_HEADERS = 2_000; // at most 4 KB each (manage/subscriptions/header-rules.ts): an isolate has 128 MB

/** A subscription's own headers, as they are sent. */
export type PlainHeaders = Readonly<Record<string, string>>;

/** Where a subscription's headers are sealed for: apart from its secrets, so that neither passes for the other. */
export function headersRow(subscriptionId: string): string {
  return `subscription:${subscriptionId}:headers`;
}

/** Headers as they are stored. None at all stay as they are: they hide nothing, and no delivery has to open them. */
export async function sealHeaders(
  sealer: Sealer,
  headers: PlainHeaders,
  subscriptionId: string,
): Promise<StoredHeaders> {
  if (Object.keys(headers).length === 0) return {};
  return sealer.seal(JSON.stringify(headers), headersRow(subscriptionId));
}

/** @throws Error when they cannot be opened. */
export async function openHeaders(
  sealer: Sealer,
  stored: StoredHeaders,
  subscriptionId: string,
): Promise<PlainHeaders> {
  if (!isSealed(stored)) return stored;
  const text = await sealer.open(stored, headersRow(subscriptionId));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what opens is what `sealHeaders` has sealed
  return JSON.parse(text) as PlainHeaders;
}

/** Opens subscriptions' headers for their deliveries and keeps them for as long as the isolate lives. */
export interface OwnHeaders {
  /** @throws Error when they cannot be opened. */
  headersOf(stored: StoredHeaders, subscriptionId: string): PlainHeaders | Promise<PlainHeaders>;
}

export function createOwnHeaders(sealer: Sealer): OwnHeaders {
  const opened = new Opened<PlainHeaders>(MAX_CACHED_HEADERS);
  return {
    headersOf: (stored, subscriptionId) =>
      isSealed(stored) ? opened.get(stored, () => openHeaders(sealer, stored, subscriptionId)) : stored,
  };
}

function isSealed(stored: StoredHeaders): stored is Sealed {
  return typeof stored === "string";
}
