import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Sealer } from "../platform/seal.ts";
import { findIngestSource, findTenantPlace, type TenantPlace } from "../record/ingest-sources.sql.ts";
import { findStreamTenant } from "../record/stream-tenants.sql.ts";
import { type KnownSource, openSource } from "./known-source.ts";
import { createReadThrough, type ReadThroughOptions } from "./read-through.ts";

// A changed source has to be in force within 10 s: twice this, with room for the read itself.
const SOURCE_TTL_MS = 5_000;
const TENANT_TTL_MS = 5_000;
// What was learned of a stream changes only when its tenant goes.
const STREAM_TTL_MS = 60_000;

// At about 2 KB a source and 200 bytes a stream some megabytes of the 128 MB that an isolate has.
const MAX_SOURCES = 1_000;
const MAX_TENANTS = 5_000;
const MAX_STREAMS = 20_000;

export interface SourceCacheDeps {
  db: D1Database;
  sealer: Sealer;
  clock: Clock;
  log: Log;
}

/**
 * What ingest knows of sources, tenants and streams without asking D1 each time. One per isolate.
 * When D1 fails, what was read last stands in for minutes; only what was never read throws.
 */
export interface SourceCache {
  /** @param name id or uid. */
  findSource(name: string): Promise<KnownSource | null>;
  /** @param name id or uid. */
  findTenant(name: string): Promise<TenantPlace | null>;
  /** The id of the tenant that an earlier event of the stream named. */
  findStreamTenant(sourceId: string, stream: string): Promise<string | null>;
  /** Notes the tenant of a stream at once; the coordinator makes it durable. */
  rememberStreamTenant(learned: { sourceId: string; stream: string; tenantId: string }): void;
}

export function createSourceCache({ db, sealer, clock, log }: SourceCacheDeps): SourceCache {
  const reader = <Value>(
    what: string,
    options: Pick<ReadThroughOptions<Value>, "load" | "ttlMs" | "maxEntries">,
  ) =>
    createReadThrough<Value>({
      ...options,
      clock,
      onStale: (key, failure) => log.warn("stale_read", { kind: what, key, error: String(failure) }),
    });

  const sources = reader<KnownSource>("source", {
    load: async (idOrUid, previous) => {
      const row = await findIngestSource(db, idOrUid, clock.now());
      return row && openSource(row, previous, { sealer, log });
    },
    ttlMs: SOURCE_TTL_MS,
    maxEntries: MAX_SOURCES,
  });
  const tenants = reader<TenantPlace>("tenant", {
    load: (idOrUid) => findTenantPlace(db, idOrUid),
    ttlMs: TENANT_TTL_MS,
    maxEntries: MAX_TENANTS,
  });
  const streams = reader<string>("stream", {
    load: (key) => findStreamTenant(db, ...partsOf(key)),
    ttlMs: STREAM_TTL_MS,
    maxEntries: MAX_STREAMS,
  });

  return {
    findSource: async (name) => (isName(name) ? sources.get(name) : null),
    findTenant: async (name) => (isName(name) ? tenants.get(name) : null),
    findStreamTenant: (sourceId, stream) => streams.get(keyOf(sourceId, stream)),
    rememberStreamTenant: ({ sourceId, stream, tenantId }) =>
      streams.remember(keyOf(sourceId, stream), tenantId),
  };
}

// Paths and payloads hold anything; what cannot be an id or a uid need not be looked up.
function isName(name: string): boolean {
  return /^[A-Za-z0-9._-]{1,128}$/.test(name);
}

// A source's id holds no space, so that the first one parts the two.
function keyOf(sourceId: string, stream: string): string {
  return `${sourceId} ${stream}`;
}

function partsOf(key: string): [sourceId: string, stream: string] {
  const end = key.indexOf(" ");
  return [key.slice(0, end), key.slice(end + 1)];
}
