import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { insertSource, type Source } from "../../record/sources.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { resolveRouting } from "./resolve-routing.ts";
import { sealSourceSecret } from "./seal-source-secret.ts";
import { DEFAULT_ORDER_WINDOW_MS, type SourceDraft, type SourceView } from "./source.schema.ts";
import { viewSource } from "./view-source.ts";

/** @param origin scheme and host for the `ingestUrl`. @throws Problem `uid_taken`, `invalid` */
export async function createSource(
  deps: Pick<ManageDeps, "db" | "clock" | "sealer">,
  draft: SourceDraft,
  origin: string,
): Promise<SourceView> {
  const now = deps.clock.now();
  const source: Source = {
    id: newId("src", now),
    uid: draft.uid ?? null,
    name: draft.name,
    provider: draft.provider,
    status: "enabled",
    routing: await resolveRouting(deps, draft.routing),
    orderWindowMs: draft.orderWindowMs ?? DEFAULT_ORDER_WINDOW_MS,
    redact: draft.redact ?? [],
    createdAt: now,
    updatedAt: now,
  };
  const sealed = typeof draft.secret === "string" ? await sealSourceSecret(deps, source, draft.secret) : null;
  const inserted = await insertSource(deps.db, source, sealed?.secret ?? null);
  if (!inserted) throw new Problem("uid_taken", `There is a source with the uid ${source.uid} already.`);
  return viewSource(source, {
    origin,
    secrets: sealed ? [{ ...sealed.secret, sourceId: source.id, expiresAt: null }] : [],
    warnings: sealed?.warnings ?? [],
  });
}
