import { eventOf } from "./event-of.ts";
import type { TypedEvent } from "./events.ts";
import { keysOf } from "./secrets.ts";
import { isSigned, macOf } from "./signatures.ts";
import { WebhookVerificationError } from "./verification-error.ts";
import { bytesOf, headerOf, type WebhookRequest } from "./webhook-request.ts";

const HEADER = "fastpix-signature";

/** What FastPix's signature vouches for: the event, and the bytes as they came. */
export type VerifiedFastpix = TypedEvent & { body: Uint8Array };

/**
 * Verifies a request by `fastpix-signature`, as FastPix itself makes it and a subscription with
 * `signature: "fastpix"` carries it: for a handler on its way from one to the other. It covers no timestamp and no
 * id, so a request can be sent again at any time: take `verify` where there is the choice.
 * @throws WebhookVerificationError where it is not genuine: answer 401
 * @throws TypeError where it cannot be verified at all
 */
export async function verifyFastpix(
  request: WebhookRequest,
  { secrets }: { secrets: string | readonly string[] },
): Promise<VerifiedFastpix> {
  const keys = await keysOf(secrets);
  const value = headerOf(request.headers, HEADER);
  if (!value) throw new WebhookVerificationError("header_missing", `there is no ${HEADER}`);
  const signature = macOf(value);
  if (!signature) {
    throw new WebhookVerificationError("header_malformed", `${HEADER} is not the base64 of one signature`);
  }
  const body = await bytesOf(request);
  if (!(await isSigned(body, [signature], keys))) {
    throw new WebhookVerificationError("signature_mismatch", "none of the secrets signed this body");
  }
  return { ...eventOf(body), body };
}
