import { Problem, toResponse } from "../platform/problem.ts";
import { MAX_BODY_BYTES } from "./read-body.ts";
import type { Received, Refusal } from "./received.ts";

/** Soon: a provider's own schedule is longer than whatever ails us, and dedupe makes an early re-send harmless. */
const RETRY_AFTER_SECONDS = 5;

/** The HTTP answer to a provider. Says nothing about a source that an unverified sender could not know. */
export function answerTo(received: Received): Response {
  switch (received.result) {
    case "accepted":
    case "duplicate":
      return acknowledge({
        id: received.eventId,
        duplicate: received.result === "duplicate",
        stream: received.about.stream,
        sequence: received.sequence,
      });
    case "unrouted":
      return acknowledge({
        id: received.eventId,
        duplicate: received.isDuplicate,
        stream: received.about.stream,
        sequence: null,
        unrouted: true,
      });
    case "probe":
      return Response.json({ ok: true });
    case "ignored":
      return Response.json({ ignored: true });
    case "unknown-source":
    case "source-disabled":
    case "refused":
    case "too-large":
    case "interrupted":
    case "not-json":
    case "not-an-event":
    case "unavailable":
      return toResponse(refusalOf(received));
    default:
      return received satisfies never;
  }
}

type Refused = Exclude<Received, { result: "accepted" | "duplicate" | "unrouted" | "probe" | "ignored" }>;

/** Why a request was not taken, as its sender is told. */
export function refusalOf(received: Refused): Problem {
  switch (received.result) {
    // A disabled source is as good as none to whoever sends to it.
    case "unknown-source":
    case "source-disabled":
      return new Problem("not_found", "There is no enabled source with this id or uid.");
    case "refused":
      return signatureProblem(received.verification);
    case "too-large":
      return new Problem("body_too_large", `A body may have up to ${MAX_BODY_BYTES} bytes.`);
    case "interrupted":
      return new Problem("malformed_request", "The body ended before it was complete.");
    case "not-json":
      return new Problem("malformed_json", NOT_JSON[received.why]);
    case "not-an-event":
      return new Problem("not_an_event", `The verified body is no event: ${received.why}.`);
    case "unavailable":
      return new Problem("unavailable", "The event could not be stored at the moment. Send it again.", {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    default:
      return received satisfies never;
  }
}

const NOT_JSON = {
  "not-utf8": "The verified body is not UTF-8 text.",
  syntax: "The verified body is not JSON.",
} as const;

const MALFORMED = {
  "several-values": "holds several values; send one signature in one header",
  "wrong-length": "does not have the length of an HMAC-SHA256 signature",
  "not-base64": "is not canonical base64",
  "not-hex": "is not hexadecimal",
} as const;

function acknowledge(body: {
  id: string;
  duplicate: boolean;
  stream: string;
  sequence: number | null;
  unrouted?: true;
}): Response {
  return Response.json(body, { status: 202 });
}

function signatureProblem(verification: Refusal): Problem {
  switch (verification.result) {
    case "missing":
      return new Problem("signature_missing", `The request has no header "${verification.header}".`);
    case "malformed":
      return new Problem(
        "signature_malformed",
        `The header "${verification.header}" ${MALFORMED[verification.why]}.`,
      );
    case "outside-tolerance":
      return new Problem(
        "signature_expired",
        `The signed time is ${Math.abs(verification.skewSeconds)} s from ours.`,
      );
    case "mismatch":
      return new Problem(
        "signature_mismatch",
        "No secret of this source made this signature of this body. Compare the secret with the provider's.",
      );
    case "no-secret":
      return new Problem(
        "signature_mismatch",
        "This source has no secret yet. Add the one that the provider shows for this URL.",
      );
    default:
      return verification satisfies never;
  }
}
