import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import { Outbox } from "../../../src/deliver/outbox.ts";
import type { KnownSource } from "../../../src/ingest/known-source.ts";
import { FASTPIX } from "../../../src/ingest/providers/fastpix.ts";
import type { Inbound, ReceiveDeps } from "../../../src/ingest/receive.ts";
import { fromCanonicalBase64, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import type { Clock } from "../../../src/platform/clock.ts";
import { fieldsOf, type Log, type LogFields, type Told } from "../../../src/platform/log.ts";
import { createSealer, type Sealer } from "../../../src/platform/seal.ts";
import type { TenantPlace } from "../../../src/record/ingest-sources.sql.ts";
import type { Rejection } from "../../../src/record/rejections.sql.ts";
import type { UnroutedContent, UnroutedEvent } from "../../../src/record/unrouted.sql.ts";
import { importSecret, importUndecoded } from "../../../src/verify/import-secret.ts";

export const NOW = Date.parse("2026-06-02T08:16:42.000Z");
export const SECRET = toBase64(new Uint8Array(32).fill(1));
export const OTHER_SECRET = toBase64(new Uint8Array(32).fill(2));
export const ACME: TenantPlace = { id: "ten_acme", partitions: 1, configVersion: 3 };

/** A clock that stands still until it is told otherwise. */
export function stoppedClock(at = NOW): Clock & { at: number } {
  return {
    at,
    now() {
      return this.at;
    },
  };
}

/** A log that keeps what it is told. */
export function recordingLog(): Log & { lines: { what: string; fields: LogFields | undefined }[] } {
  const lines: { what: string; fields: LogFields | undefined }[] = [];
  const write = (what: string, told?: Told) => void lines.push({ what, fields: fieldsOf(told) });
  return { lines, debug: write, info: write, warn: write };
}

export function testSealer(): Sealer {
  return createSealer(toBase64(new Uint8Array(32).fill(9)));
}

/** An enabled FastPix source with one secret, all of whose events are Acme's. */
export async function sourceOf(more: Partial<KnownSource> = {}): Promise<KnownSource> {
  const sealed = await testSealer().seal(SECRET, "source:src_1");
  return {
    id: "src_1",
    provider: FASTPIX,
    isEnabled: true,
    orderWindowMs: 1_500,
    secrets: [{ id: "sec_1", sealed, key: await importSecret(FASTPIX.scheme, SECRET), expiresAt: null }],
    unreadableSecrets: 0,
    undecodedKeys: async () => [await importUndecoded(SECRET)],
    routing: { tenant: ACME },
    ...more,
  };
}

/** A FastPix event as the provider would send it. */
export function eventOf(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    type: "video.media.ready",
    object: { type: "media", id: "m1" },
    id: "e1",
    data: { id: "m1" },
    createdAt: "2026-06-02T08:16:41.361817248Z",
    ...more,
  });
}

/** The signature that FastPix makes of a body; `keyText` signs with the secret's text, undecoded. */
export async function sign(body: Uint8Array, secret = SECRET, keyText = false): Promise<string> {
  const bytes = keyText ? toUtf8(secret) : (fromCanonicalBase64(secret) ?? new Uint8Array());
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, body)));
}

/** A request with this body, as far as ingest looks at it. */
export function messageOf(
  stream: ReadableStream<Uint8Array> | null,
  headers = new Headers(),
): Inbound["message"] {
  const response = new Response(stream);
  return { headers, body: response.body, arrayBuffer: () => response.arrayBuffer() };
}

/** A stream of these chunks that notes whether it was cancelled. */
export function streamOf(...chunks: Uint8Array[]): {
  stream: ReadableStream<Uint8Array>;
  isCancelled(): boolean;
} {
  let cancelled = false;
  const left = [...chunks];
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel() {
      cancelled = true;
    },
  });
  return { stream, isCancelled: () => cancelled };
}

/** What a test of ingest looks at afterwards. */
export interface Recorded {
  arrivals: { coordinator: string; arrival: Arrival }[];
  unrouted: { event: UnroutedEvent; content: UnroutedContent }[];
  remembered: { sourceId: string; stream: string; tenantId: string }[];
  lookedUp: string[];
  rejections: Rejection[];
}

/** Dependencies that record: one source, the tenants and streams given, a coordinator that accepts all. */
export function recordingDeps(given: {
  source: KnownSource | null;
  tenants?: Readonly<Record<string, TenantPlace>>;
  streams?: Readonly<Record<string, string>>;
  accept?: (arrival: Arrival) => Promise<Accepted>;
  keptId?: string;
}): { deps: ReceiveDeps; recorded: Recorded } {
  const recorded: Recorded = { arrivals: [], unrouted: [], remembered: [], lookedUp: [], rejections: [] };
  const look = <Value>(what: string, value: Value): Promise<Value> => {
    recorded.lookedUp.push(what);
    return Promise.resolve(value);
  };
  const accept = given.accept ?? (() => Promise.resolve(acceptedAs("evt_1")));
  const deps: ReceiveDeps = {
    sources: {
      findSource: (name) => look(`source ${name}`, given.source),
      findTenant: (name) => look(`tenant ${name}`, given.tenants?.[name] ?? null),
      findStreamTenant: (_, stream) => look(`stream ${stream}`, given.streams?.[stream] ?? null),
      rememberStreamTenant: (learned) => void recorded.remembered.push(learned),
    },
    outbox: new Outbox(stoppedClock()),
    coordinator: (coordinator) => ({
      accept(arrival) {
        recorded.arrivals.push({ coordinator, arrival });
        return accept(arrival);
      },
    }),
    keepUnrouted(event, content) {
      recorded.unrouted.push({ event, content });
      return Promise.resolve(given.keptId ?? event.id);
    },
    noteRejection: (rejection) => void recorded.rejections.push(rejection),
    clock: stoppedClock(),
  };
  return { deps, recorded };
}

export function acceptedAs(eventId: string, sequence = 1): Accepted {
  return { result: "accepted", eventId, sequence, leases: [] };
}
