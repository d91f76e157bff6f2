import { Problem } from "../../platform/problem.ts";
import { listSecrets } from "../../record/source-secrets.sql.ts";
import { type Source, type SourceChange, updateSource } from "../../record/sources.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { resolveRouting } from "./resolve-routing.ts";
import { DEFAULT_ORDER_WINDOW_MS, type SourcePatch, type SourceView } from "./source.schema.ts";
import { viewSource } from "./view-source.ts";

/** In force everywhere within seconds: ingest remembers a source that long. @throws Problem `uid_taken`, `invalid` */
export async function changeSource(
  deps: Pick<ManageDeps, "db" | "clock">,
  source: Source,
  { patch, origin }: { patch: SourcePatch; origin: string },
): Promise<SourceView> {
  const change = await toChange(deps, patch);
  const at = deps.clock.now();
  const updated = await updateSource(deps.db, source.id, { change, at });
  if (!updated && typeof change.uid === "string") {
    throw new Problem("uid_taken", `There is a source with the uid ${change.uid} already.`);
  }
  if (!updated) throw new Problem("not_found", "There is no source with this id or uid.");
  const secrets = await listSecrets(deps.db, [source.id], at);
  return viewSource({ ...source, ...change, updatedAt: at }, { origin, secrets });
}

async function toChange(deps: Pick<ManageDeps, "db">, patch: SourcePatch): Promise<SourceChange> {
  return {
    ...(patch.uid !== undefined && { uid: patch.uid }),
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.status !== undefined && { status: patch.status }),
    ...(patch.routing !== undefined && { routing: await resolveRouting(deps, patch.routing) }),
    ...(patch.orderWindowMs !== undefined && {
      orderWindowMs: patch.orderWindowMs ?? DEFAULT_ORDER_WINDOW_MS,
    }),
    ...(patch.redact !== undefined && { redact: patch.redact ?? [] }),
  };
}
