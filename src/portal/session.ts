import { isStillHeld } from "../manage/keys/is-still-held.ts";
import type { Principal } from "../manage/principal.ts";
import type { Instant } from "../platform/clock.ts";
import { isSameDigest, sha256Hex } from "../platform/digest.ts";
import type { Sealer } from "../platform/seal.ts";
import type { Sealed } from "../platform/sealed.ts";

/** A session ends when nobody used it for this long. */
export const SESSION_IDLE_SECONDS = 3_600;
/** However much it is used, somebody has to sign in again after this. */
const SESSION_LONGEST_MS = 12 * 3_600_000;
/** A session is written anew at most this often while it is used. */
const RENEW_AFTER_MS = 300_000;
/** Longer ones are not ours; opening them would only cost time. */
const MAX_SEALED_CHARS = 2_048;
/** What a session is sealed for: a sealed secret of a subscription does not open as a session. */
const PLACE = "portal-session";

/** Who is looking at the portal, since when, and when it was last written down. */
export interface Session {
  principal: Principal;
  startedAt: Instant;
  writtenAt: Instant;
  /** Of the operator's session: which admin key opened it (SHA-256). A new admin key ends the session. */
  adminKeyDigest?: string;
}

/** A session that begins now. */
export async function beginSession(principal: Principal, adminKey: string, now: Instant): Promise<Session> {
  return {
    principal,
    startedAt: now,
    writtenAt: now,
    ...(principal.kind === "operator" && { adminKeyDigest: await sha256Hex(adminKey) }),
  };
}

/** Whether what opened a session would open one still: a revoked key and a changed admin key end theirs at once. */
export async function isStillOpen(
  { principal, adminKeyDigest = "" }: Session,
  deps: { db: D1Database; adminKey: string },
): Promise<boolean> {
  if (principal.kind === "tenant") return isStillHeld(deps, principal);
  return isSameDigest(adminKeyDigest, await sha256Hex(deps.adminKey));
}

/** The session as it travels in a cookie: nobody without `ENCRYPTION_KEY` can read or make one. */
export async function sealSession(sealer: Sealer, session: Session): Promise<string> {
  return sealer.seal(JSON.stringify(session), PLACE);
}

/** The session of a cookie, or undefined where it is not one of ours, or is over. */
export async function openSession(
  sealer: Sealer,
  cookie: string | undefined,
  now: Instant,
): Promise<Session | undefined> {
  if (cookie === undefined || cookie.length > MAX_SEALED_CHARS) return undefined;
  let session: Session;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what sealSession has made opens
    session = JSON.parse(await sealer.open(cookie as Sealed, PLACE)) as Session;
  } catch {
    return undefined;
  }
  const isOver =
    now >= session.writtenAt + SESSION_IDLE_SECONDS * 1000 || now >= session.startedAt + SESSION_LONGEST_MS;
  return isOver ? undefined : session;
}

/** Whether the cookie should be written again, so that a session in use does not end. */
export function isRenewalDue(session: Session, now: Instant): boolean {
  return now >= session.writtenAt + RENEW_AFTER_MS;
}
