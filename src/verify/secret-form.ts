import { fromCanonicalBase64, toUtf8 } from "../platform/bytes.ts";
import type { Scheme } from "./schemes.ts";

/** Below this a key can be guessed; the providers' own have about 32 bytes. */
const MIN_SECRET_BYTES = 16;
/** A pasted file is no secret. */
const MAX_SECRET_CHARS = 1_024;
const STANDARD_WEBHOOKS_PREFIX = "whsec_";

/** What a text is worth as a source's secret, told before it is saved. */
export type SecretForm =
  /** @param secret what to save; `warning` says what was changed about the text. */
  | { result: "ok"; secret: string; warning?: string }
  | { result: "problem"; problem: SecretProblem; message: string };

export type SecretProblem = "empty" | "too-long" | "prefixed" | "not-base64" | "too-short";

/**
 * Judges a secret where a person pastes it. A lenient decoder would turn a mistyped one into another key,
 * and every event would be refused with nothing to see.
 */
export function checkSecret(scheme: Scheme, text: string): SecretForm {
  const secret = text.trim();
  const problem = problemOf(scheme, secret);
  if (problem) return { result: "problem", problem, message: MESSAGES[problem] };
  if (secret === text) return { result: "ok", secret };
  return { result: "ok", secret, warning: "Whitespace around the secret was removed." };
}

const MESSAGES: Readonly<Record<SecretProblem, string>> = {
  empty: "The secret is empty.",
  "too-long": `The secret has more than ${MAX_SECRET_CHARS} characters: that is more than a signing secret.`,
  prefixed: `This provider's secrets have no "${STANDARD_WEBHOOKS_PREFIX}" in front; with it they become another key. Paste the secret as the provider's dashboard shows it.`,
  "not-base64":
    "The secret is not canonical base64: letters, digits, + and /, padded with =. A character is missing, mistyped or added; copy it again from the provider's dashboard.",
  "too-short": `The secret has fewer than ${MIN_SECRET_BYTES} bytes: it could be guessed. It may have been cut off when it was copied.`,
};

function problemOf(scheme: Scheme, secret: string): SecretProblem | undefined {
  if (secret === "") return "empty";
  if (secret.length > MAX_SECRET_CHARS) return "too-long";
  if (scheme.keyEncoding === "base64" && secret.startsWith(STANDARD_WEBHOOKS_PREFIX)) return "prefixed";
  const bytes = scheme.keyEncoding === "base64" ? fromCanonicalBase64(secret) : toUtf8(secret);
  if (!bytes) return "not-base64";
  return bytes.length < MIN_SECRET_BYTES ? "too-short" : undefined;
}
