import { createHmac, randomBytes } from "node:crypto";
import type { FastpixEvent } from "./fastpix-event.ts";

/** What the router answered to the provider. */
export interface Receipt {
  status: number;
  headers: Headers;
  /** Parsed; undefined where the answer was no JSON. */
  body: unknown;
}

/** What a receipt says when the router has taken the event. */
export interface Acknowledged {
  id: string;
  duplicate: boolean;
  stream: string;
  /** null while nobody knows whose event it is. */
  sequence: number | null;
}

/** The provider, as far as the router can tell. */
export interface Sender {
  /** Signs and sends. */
  send(event: FastpixEvent): Promise<Receipt>;
  /** Signs and sends bytes of one's own. */
  sendBytes(body: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<Receipt>;
}

/** A secret as the provider's dashboard would show one. */
export function newSourceSecret(): string {
  return randomBytes(32).toString("base64");
}

/** The provider's signature: HMAC-SHA256 over the raw body, keyed with the decoded secret. */
export function signAsFastpix(body: Uint8Array | string, secret: string): string {
  return createHmac("sha256", Buffer.from(secret, "base64")).update(body).digest("base64");
}

/** @param ingestUrl of the source; @param secret of the source */
export function createSender(ingestUrl: string, secret: string): Sender {
  const sendBytes: Sender["sendBytes"] = (body, headers) =>
    post(ingestUrl, body, { "fastpix-signature": signAsFastpix(body, secret), ...headers });
  return { sendBytes, send: (event) => sendBytes(Buffer.from(event.body)) };
}

/** Sends as it is, signed or not. */
export async function post(
  url: string,
  body: Uint8Array | ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Receipt> {
  const response = await fetch(url, {
    method: "POST",
    // A copy in a buffer of its own: fetch's types refuse one that might be shared.
    body: body instanceof ReadableStream ? body : new Uint8Array(body),
    headers: { "content-type": "application/json", ...headers },
    duplex: "half",
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

/** @throws Error when the router did not take the event */
export function acknowledge(receipt: Receipt): Acknowledged {
  if (receipt.status === 202) return receipt.body as Acknowledged;
  throw new Error(`the router answered ${receipt.status}: ${JSON.stringify(receipt.body)}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
