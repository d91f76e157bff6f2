import type { Clock } from "../platform/clock.ts";
import { verify } from "../verify/verify.ts";
import { accept, type AcceptDeps } from "./accept.ts";
import { arrivedFrom } from "./arrived.ts";
import { keepUnrouted, type KeepDeps } from "./keep-unrouted.ts";
import { liveSecrets } from "./known-source.ts";
import { readPayload } from "./payload.ts";
import { placeOf } from "./place.ts";
import { declaredBytesOf, readBody } from "./read-body.ts";
import type { Received } from "./received.ts";
import type { SourceCache } from "./source-cache.ts";
import { turnAway } from "./turn-away.ts";

/** A request to `/ingest/{source}`. */
export interface Inbound {
  /** The source's id or uid, from the path. */
  source: string;
  headers: Headers;
  stream: ReadableStream<Uint8Array> | null;
}

export interface ReceiveDeps extends AcceptDeps, KeepDeps {
  sources: SourceCache;
  clock: Clock;
}

/**
 * Takes one webhook in. Nothing of the body is looked at before its signature is verified, and when this says
 * that an event is accepted, it is durable.
 */
export async function receive(inbound: Inbound, deps: ReceiveDeps): Promise<Received> {
  const source = await deps.sources.findSource(inbound.source);
  if (!source?.isEnabled) return { result: "unknown-source" };

  const read = await readBody(inbound.stream, declaredBytesOf(inbound.headers));
  if (read.result !== "read") return read;
  const request = { headers: inbound.headers, body: read.body, receivedAt: deps.clock.now() };

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
