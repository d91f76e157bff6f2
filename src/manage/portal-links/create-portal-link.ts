import { toIso } from "../../platform/clock.ts";
import { toHex, toUtf8 } from "../../platform/bytes.ts";
import { insertPortalLink } from "../../record/portal-links.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { PortalLinkDraft, PortalLinkView } from "./portal-link.schema.ts";

const TOKEN_BYTES = 32; // nobody guesses 256 bits while a link lives

/** Makes a one-time link to the tenant's pages. @param origin under which this deployment is reached. */
export async function createPortalLink(
  deps: Pick<ManageDeps, "db" | "clock">,
  { tenantId, origin }: { tenantId: string; origin: string },
  draft: PortalLinkDraft,
): Promise<PortalLinkView> {
  const now = deps.clock.now();
  const expiresAt = now + draft.expiresInSeconds * 1000;
  const token = toHex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  await insertPortalLink(deps.db, await digestOf(token), { tenantId, role: draft.role, expiresAt, now });
  return { url: `${origin}/portal/enter/${token}`, expiresAt: toIso(expiresAt) };
}

/** The form in which the record knows a token. */
export async function digestOf(token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(token))));
}
