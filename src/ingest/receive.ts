import type { Clock, Instant } from "../platform/clock.ts";
import type { Rejection } from "../record/rejections.sql.ts";
import { verify } from "../verify/verify.ts";
import { accept, type AcceptDeps } from "./accept.ts";
import { arrivedFrom } from "./arrived.ts";
import { keepUnrouted, type KeepDeps } from "./keep-unrouted.ts";
import { type KnownSource, liveSecrets } from "./known-source.ts";
import { readPayload } from "./payload.ts";
import { placeOf } from "./place.ts";
import { type BodyRead, declaredBytesOf, type Message, readBody } from "./read-body.ts";
import type { Received } from "./received.ts";
import { rejectionOf } from "./rejection-of.ts";
import type { SourceCache } from "./source-cache.ts";
import { turnAway } from "./turn-away.ts";

/** A request to `/ingest/{source}`. */
export interface Inbound {
  /** The source's id or uid, from the path. */
  source: string;
  message: Message & { headers: Headers };
}

export interface ReceiveDeps extends AcceptDeps, KeepDeps {
  sources: SourceCache;
  /** Keeps what a known source has refused. Nobody waits for it. */
  noteRejection(rejection: Rejection): void;
  clock: Clock;
}

/**
 * Takes one webhook in. Nothing of the body is looked at before its signature is verified, and when this says
 * that an event is accepted, it is durable.
 */
export async function receive(inbound: Inbound, deps: ReceiveDeps): Promise<Received> {
  const source = await deps.sources.findSource(inbound.source);
  if (!source) return { result: "unknown-source" };

  const read: BodyRead | { result: "source-disabled" } = source.isEnabled
    ? await readBody(inbound.message, declaredBytesOf(inbound.message.headers))
    : { result: "source-disabled" };
  const receivedAt = deps.clock.now();
  const body = read.result === "read" ? read.body : null;
  const { headers } = inbound.message;
  const received =
    read.result === "read" ? await takeIn(source, { headers, body: read.body, receivedAt }, deps) : read;
  const rejection = rejectionOf(source, received, { headers, body, at: receivedAt });
  if (rejection) deps.noteRejection(rejection);
  return received;
}

interface ReadRequest {
  headers: Headers;
  body: Uint8Array;
  receivedAt: Instant;
}

async function takeIn(source: KnownSource, request: ReadRequest, deps: ReceiveDeps): Promise<Received> {
  const keyring = {
    secrets: liveSecrets(source, request.receivedAt),
    undecodedKeys: () => source.undecodedKeys(),
    now: request.receivedAt,
  };
  const verification = await verify(source.provider.scheme, request, keyring);
  if (verification.result !== "verified") return turnAway(source, verification, request.body);

  const parsed = readPayload(request.body);
  if (parsed.result !== "object") return parsed;
  const identified = source.provider.readEvent(parsed.payload);
  if (identified.result !== "event") return identified;

  const arrived = arrivedFrom(source, request, identified.event);
  const place = await placeOf(source, { payload: parsed.payload, stream: arrived.stream }, deps.sources);
  if (place.result === "unrouted")
    return keepUnrouted(arrived, { reason: place.reason, text: parsed.text }, deps);
  return accept(arrived, place, deps);
}
