import { Problem } from "../../platform/problem.ts";
import { addSecret, listSecrets, removeSecret } from "../../record/source-secrets.sql.ts";
import type { Source } from "../../record/sources.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { sealSourceSecret } from "./seal-source-secret.ts";
import type { SecretDraft, SecretView } from "./source.schema.ts";
import { viewSecret } from "./view-source.ts";

// Each one costs a signature check per refused request.
const MAX_SECRETS_PER_SOURCE = 10;

/** Adds a secret: from then on the provider may sign with it or with the older ones. @throws Problem `invalid`, `conflict` */
export async function addSourceSecret(
  deps: Pick<ManageDeps, "db" | "clock" | "sealer">,
  source: Source,
  draft: SecretDraft,
): Promise<SecretView> {
  const { secret, warnings } = await sealSourceSecret(deps, source, draft.secret);
  const live = await listSecrets(deps.db, [source.id], secret.createdAt);
  if (live.length >= MAX_SECRETS_PER_SOURCE) {
    throw new Problem(
      "conflict",
      `A source has at most ${MAX_SECRETS_PER_SOURCE} secrets: remove one first.`,
    );
  }
  const overlap = draft.expireOthersAfterSeconds ?? null;
  const othersUntil = overlap === null ? null : secret.createdAt + overlap * 1000;
  await addSecret(deps.db, { sourceId: source.id, secret, othersUntil });
  return viewSecret({ ...secret, sourceId: source.id, expiresAt: null }, warnings);
}

/** Ends a secret at once. @throws Problem `not_found`, `last_secret` */
export async function removeSourceSecret(
  deps: Pick<ManageDeps, "db" | "clock">,
  source: Source,
  secretId: string,
): Promise<void> {
  const removal = await removeSecret(deps.db, { sourceId: source.id, secretId, now: deps.clock.now() });
  switch (removal) {
    case "removed":
      return;
    case "unknown":
      throw new Problem("not_found", "This source has no secret with this id.");
    case "last":
      throw new Problem(
        "last_secret",
        "Without it no event would verify. Add the new secret first, or disable the source.",
      );
  }
}
