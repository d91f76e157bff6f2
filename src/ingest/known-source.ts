import type { Log } from "../platform/log.ts";
import type { Sealer } from "../platform/seal.ts";
import type { Sealed } from "../platform/sealed.ts";
import type { Instant } from "../platform/clock.ts";
import type { IngestSource, SealedSecret, TenantPlace } from "../record/ingest-sources.sql.ts";
import { importSecret, importUndecoded } from "../verify/import-secret.ts";
import { parsePointer, type PointerPath } from "../platform/json-pointer.ts";
import type { Provider } from "./providers/provider.ts";
import { providerOf } from "./providers/providers.ts";

/** A source as ingest works with it: everything that can be prepared is prepared. */
export interface KnownSource {
  id: string;
  provider: Provider;
  isEnabled: boolean;
  /** How long an event may wait for a predecessor, in ms; 0 = not at all. */
  orderWindowMs: number;
  secrets: readonly KnownSecret[];
  /** Secrets that could not be opened: with one of them a good signature may look wrong. */
  unreadableSecrets: number;
  /** The same secrets, their text taken for the key. Made when first asked for: only a mismatch needs them. */
  undecodedKeys(): Promise<readonly CryptoKey[]>;
  routing: { tenant: TenantPlace | null } | { pointer: PointerPath };
}

export interface KnownSecret {
  id: string;
  sealed: Sealed;
  key: CryptoKey;
  expiresAt: Instant | null;
}

export interface OpeningDeps {
  sealer: Sealer;
  log: Log;
}

/** Prepares a source. @param previous the same source as known before: its imported keys are kept. */
export async function openSource(
  row: IngestSource,
  previous: KnownSource | null,
  deps: OpeningDeps,
): Promise<KnownSource> {
  const provider = providerOf(row.provider);
  const opened = await Promise.all(
    row.secrets.map(async (secret) => {
      const known = previous?.secrets.find(({ sealed }) => sealed === secret.sealed);
      return known ? { ...known, expiresAt: secret.expiresAt } : openSecret(secret, { row, provider, deps });
    }),
  );
  const secrets = opened.filter((secret) => secret !== null);
  return {
    id: row.id,
    provider,
    isEnabled: row.status === "enabled",
    orderWindowMs: row.orderWindowMs,
    secrets,
    unreadableSecrets: opened.length - secrets.length,
    undecodedKeys: undecodedKeysOf(row.id, secrets, deps.sealer),
    routing: "pointer" in row.routing ? { pointer: parsePointer(row.routing.pointer) } : row.routing,
  };
}

async function openSecret(
  { id, sealed, expiresAt }: SealedSecret,
  { row, provider, deps }: { row: IngestSource; provider: Provider; deps: OpeningDeps },
): Promise<KnownSecret | null> {
  try {
    const text = await deps.sealer.open(sealed, sealRow(row.id));
    return { id, sealed, expiresAt, key: await importSecret(provider.scheme, text) };
  } catch (failure) {
    deps.log.warn("secret_unreadable", { sourceId: row.id, secretId: id, error: String(failure) });
    return null;
  }
}

function undecodedKeysOf(
  sourceId: string,
  secrets: readonly KnownSecret[],
  sealer: Sealer,
): () => Promise<readonly CryptoKey[]> {
  let made: readonly CryptoKey[] | undefined;
  return async () => {
    made ??= await Promise.all(
      secrets.map(async ({ sealed }) => importUndecoded(await sealer.open(sealed, sealRow(sourceId)))),
    );
    return made;
  };
}

function sealRow(sourceId: string): string {
  return `source:${sourceId}`;
}

/** The secrets that verify at this moment: one may expire while the source is cached. */
export function liveSecrets({ secrets }: KnownSource, now: Instant): readonly KnownSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}
