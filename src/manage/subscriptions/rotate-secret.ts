import type { SigningSecret } from "../../coordinate/subscription.ts";
import type { Instant } from "../../platform/clock.ts";
import { Problem } from "../../platform/problem.ts";
import { replaceSecrets } from "../../record/subscription-changes.sql.ts";
import { findSecrets, type Subscription } from "../../record/subscriptions.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { pushConfiguration } from "../push-configuration.ts";
import { newSigningSecret, readSigningSecret, showSecret } from "./signing-secret.ts";
import type { RotatedView, RotationDraft } from "./subscription.schema.ts";
import { withNewest } from "./signing-overlap.ts";

type RotateDeps = Pick<ManageDeps, "db" | "clock" | "sealer" | "coordinator" | "log">;

/** A day for every receiver to learn the new secret. */
const DEFAULT_OVERLAP_SECONDS = 86_400;
const RETRY_AFTER_SECONDS = 5;

/**
 * Gives a subscription a new signing secret; the older ones sign beside it until the overlap ends. When it returns,
 * the next attempt is signed with it; where the coordinators cannot be told, the secrets stay as they were.
 * @throws Problem `invalid`, `conflict`, `unavailable`
 */
export async function rotateSecret(
  deps: RotateDeps,
  subscription: Subscription,
  draft: RotationDraft,
): Promise<RotatedView> {
  const { id, settings } = subscription;
  const secret =
    typeof draft.secret === "string" ? ownSecret(draft.secret, settings.signature) : newSigningSecret();
  const now = deps.clock.now();
  const before = await findSecrets(deps.db, subscription.tenantId, id);
  const sealed = await deps.sealer.seal(secret, `subscription:${id}`);
  const until = now + (draft.overlapSeconds ?? DEFAULT_OVERLAP_SECONDS) * 1000;
  const after = withNewest(before, sealed, { now, until });
  await replaceOrRefuse(deps, subscription, { before, after, at: now });
  await pushOrUndo(deps, subscription, { before, after });
  return { id, secret: showSecret(secret, settings.signature), signingSecrets: after.length };
}

interface Replacement {
  before: readonly SigningSecret[];
  after: readonly SigningSecret[];
  at: Instant;
}

function ownSecret(text: string, signature: "standard" | "fastpix"): string {
  const secret = readSigningSecret(text, signature);
  if (secret !== undefined) return secret;
  const message =
    "A secret is whsec_ and canonical base64 of 24 to 64 bytes. Leave it out to get a fresh one.";
  throw new Problem("invalid", `/secret: ${message}`, { errors: [{ pointer: "/secret", message }] });
}

async function replaceOrRefuse(
  { db }: RotateDeps,
  subscription: Subscription,
  replacement: Replacement,
): Promise<void> {
  if (await replaceSecrets(db, subscription, replacement)) return;
  throw new Problem(
    "conflict",
    "The secret was rotated by somebody else at this moment, or the subscription is gone.",
  );
}

// A secret that nobody was shown must not sign: a rotation that is not in force everywhere is taken back.
async function pushOrUndo(
  deps: RotateDeps,
  subscription: Subscription,
  { before, after }: Omit<Replacement, "at">,
): Promise<void> {
  const pushed = await pushConfiguration(deps, subscription.tenantId).catch(() => undefined);
  if (pushed?.result === "pushed") return;
  const { tenantId, id } = subscription;
  try {
    await replaceSecrets(deps.db, subscription, { before: after, after: before, at: deps.clock.now() });
  } catch (failure) {
    deps.log.warn("rotation_not_undone", { tenantId, subscriptionId: id, error: String(failure) });
  }
  const detail = "Not every coordinator could be told of the new secret, so the old ones stay. Try again.";
  throw new Problem("unavailable", detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
