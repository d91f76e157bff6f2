import type { Instant } from "../platform/clock.ts";
import { toUtf8 } from "../platform/bytes.ts";
import { newId } from "../platform/ids.ts";
import type { Rejection } from "../record/rejections.sql.ts";
import { refusalOf } from "./answer.ts";
import type { KnownSource } from "./known-source.ts";
import type { Received } from "./received.ts";

/** What is kept of a body: enough to see what was sent, too little to store anything in. */
const MAX_HEAD_BYTES = 1_024;
const MAX_HEADER_CHARS = 512;
/** Kept beside those of the provider: they say what was sent. */
const KEPT_HEADERS = ["content-type", "content-length", "content-encoding"];

const LENIENT_UTF8 = new TextDecoder();

/** A request to a known source that was not taken. */
export interface Refused {
  headers: Headers;
  /** null where it was not read. */
  body: Uint8Array | null;
  at: Instant;
}

/** What is kept of a refused request; null where nothing was refused, or where it was our fault. */
export function rejectionOf(
  source: Pick<KnownSource, "id" | "provider">,
  received: Received,
  { headers, body, at }: Refused,
): Rejection | null {
  const why = whyRefused(received);
  return (
    why && {
      id: newId("rej", at),
      sourceId: source.id,
      at,
      ...why,
      count: 1,
      headers: keptHeaders(source, headers),
      bodyBytes: body && body.byteLength,
      bodyHead: body && headOf(body),
    }
  );
}

function whyRefused(received: Received): Pick<Rejection, "reason" | "detail"> | null {
  switch (received.result) {
    case "refused":
      return { reason: SIGNATURE_REASONS[received.verification.result], detail: signatureDetail(received) };
    case "source-disabled":
      return { reason: "source_disabled", detail: "The source is disabled." };
    case "too-large":
      return { reason: "body_too_large", detail: refusalOf(received).message };
    case "interrupted":
      return { reason: "body_interrupted", detail: refusalOf(received).message };
    case "not-json":
      return { reason: "malformed_json", detail: refusalOf(received).message };
    case "not-an-event":
      return { reason: "not_an_event", detail: refusalOf(received).message };
    case "accepted":
    case "duplicate":
    case "unrouted":
    case "probe":
    case "ignored":
    case "unknown-source":
    case "unavailable":
      return null;
    default:
      return received satisfies never;
  }
}

const SIGNATURE_REASONS = {
  missing: "signature_missing",
  malformed: "signature_malformed",
  mismatch: "signature_mismatch",
  "no-secret": "signature_mismatch",
  "outside-tolerance": "signature_expired",
} as const;

const UNDECODED =
  "The sender signed with the secret's text. It has to decode the secret from base64 and sign with the bytes.";

// The operator may know more than the sender is told.
function signatureDetail(received: Extract<Received, { result: "refused" }>): string {
  const { verification } = received;
  const isUndecoded =
    verification.result === "mismatch" && verification.hint === "matches-with-undecoded-secret";
  return isUndecoded ? UNDECODED : refusalOf(received).message;
}

function keptHeaders({ provider }: Pick<KnownSource, "provider">, headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of [...provider.keptHeaders, ...KEPT_HEADERS]) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value.slice(0, MAX_HEADER_CHARS);
  }
  return kept;
}

function headOf(body: Uint8Array): string {
  // A NUL would end the text for some who read it.
  const text = LENIENT_UTF8.decode(body.subarray(0, MAX_HEAD_BYTES)).replaceAll("\0", "\uFFFD");
  // Bytes that spell no character have become longer.
  let head = text;
  while (toUtf8(head).byteLength > MAX_HEAD_BYTES) head = head.slice(0, Math.floor(head.length * 0.9));
  return head;
}
