import { toIso } from "../../platform/clock.ts";
import type { SourceSecret } from "../../record/source-secrets.sql.ts";
import type { Source } from "../../record/sources.sql.ts";
import { isProviderName, type SecretView, type SourceView } from "./source.schema.ts";

/** What a view of a source is made of besides its row. */
export interface SourceSurroundings {
  /** Scheme and host under which the provider reaches us. */
  origin: string;
  secrets: readonly SourceSecret[];
  warnings?: readonly string[];
}

export function viewSource(
  source: Source,
  { origin, secrets, warnings = [] }: SourceSurroundings,
): SourceView {
  if (!isProviderName(source.provider)) {
    throw new Error(`source ${source.id} is of the unknown provider ${source.provider}`);
  }
  return {
    id: source.id,
    uid: source.uid,
    name: source.name,
    provider: source.provider,
    status: source.status,
    routing: source.routing,
    orderWindowMs: source.orderWindowMs,
    redact: [...source.redact],
    ingestUrl: `${origin}/ingest/${source.id}`,
    secrets: secrets.filter((secret) => secret.sourceId === source.id).map((secret) => viewSecret(secret)),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    createdAt: toIso(source.createdAt),
    updatedAt: toIso(source.updatedAt),
  };
}

/** Everything of a secret but the secret. */
export function viewSecret(secret: SourceSecret, warnings: readonly string[] = []): SecretView {
  return {
    id: secret.id,
    createdAt: toIso(secret.createdAt),
    expiresAt: secret.expiresAt === null ? null : toIso(secret.expiresAt),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  };
}
