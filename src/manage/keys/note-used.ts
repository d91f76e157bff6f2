import { noteKeyUsed } from "../../record/keys.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { Principal } from "../principal.ts";

/** How exactly it is kept when a key was used last: a row per hour of use is worth it, one per request is not. */
const USE_GRAIN_MS = 3_600_000;

/** Remembers that a tenant's key was used, where that is not known yet. Works on after the answer; never throws. */
export function noteUsed(
  { db, clock, log, waitUntil }: Pick<ManageDeps, "db" | "clock" | "log" | "waitUntil">,
  principal: Principal,
): void {
  if (principal.kind === "operator") return;
  const { tenantId, keyId: id, lastUsedAt } = principal;
  const at = Math.floor(clock.now() / USE_GRAIN_MS) * USE_GRAIN_MS;
  if (lastUsedAt !== null && lastUsedAt >= at) return;
  const noted = noteKeyUsed(db, { tenantId, id }, at);
  waitUntil(
    noted.catch((failure: unknown) => log.warn("key_use_not_noted", { keyId: id, error: String(failure) })),
  );
}
