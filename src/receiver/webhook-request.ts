import { concatBytes, toUtf8 } from "../platform/bytes.ts";
import { WebhookVerificationError } from "./verification-error.ts";

/** The router takes events up to this size and sends them as they came. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Headers as servers give them: `Headers`, or a record as in Node. */
export type HeaderSource =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request whose body has been read: the bytes as they came, before any parser. */
export interface ReadRequest {
  headers: HeaderSource;
  body: Uint8Array | ArrayBuffer | string;
}

/** A `Request` of the Fetch standard whose body nobody has read yet. */
export interface FetchRequest {
  headers: { get(name: string): string | null };
  body: ReadableStream<Uint8Array> | null;
  bodyUsed: boolean;
}

/** What is verified. */
export type WebhookRequest = FetchRequest | ReadRequest;

/**
 * One header; undefined where it is not there. Names of a record count in any case.
 * @throws WebhookVerificationError `header_malformed` where it came several times
 */
export function headerOf(headers: HeaderSource, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const values = Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value ?? []);
  if (values.length > 1) throw new WebhookVerificationError("header_malformed", `${name} came several times`);
  return values[0];
}

/**
 * The bytes of the body.
 * @throws WebhookVerificationError `body_too_large`
 * @throws TypeError where the body is no longer the bytes that came
 */
export async function bytesOf(request: WebhookRequest): Promise<Uint8Array> {
  const bytes = await readBody(request);
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
  return bytes;
}

async function readBody(request: WebhookRequest): Promise<Uint8Array> {
  if ("bodyUsed" in request) {
    if (request.bodyUsed) throw new TypeError("the body was read already: verify the request first");
    return request.body ? readStream(request.body) : new Uint8Array();
  }
  const { body } = request;
  if (typeof body === "string") return toUtf8(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError("body is the raw bytes that came, not what a JSON parser made of them");
}

async function readStream(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatBytes(...parts);
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
}

function tooLarge(): WebhookVerificationError {
  return new WebhookVerificationError("body_too_large", `the body is over ${MAX_BODY_BYTES} bytes`);
}

function isHeaders(headers: HeaderSource): headers is { get(name: string): string | null } {
  return typeof headers["get"] === "function";
}
