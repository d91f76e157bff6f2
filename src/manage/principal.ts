import { toUtf8 } from "../platform/bytes.ts";
import { Problem } from "../platform/problem.ts";

/** Who is asking. */
export type Principal =
  /** Holds the admin key: may do everything. */
  | { kind: "operator" }
  /** Holds a key of one tenant: sees that tenant only. `read` changes nothing. */
  | { kind: "tenant"; tenantId: string; role: "manage" | "read" };

export interface AuthenticateDeps {
  adminKey: string;
}

/** Who holds this key, or undefined where nobody does. Takes as long for a wrong key as for the right one. */
export async function authenticate(
  key: string,
  { adminKey }: AuthenticateDeps,
): Promise<Principal | undefined> {
  return (await isSameText(key, adminKey)) ? { kind: "operator" } : undefined;
}

/** @throws Problem `forbidden` for everybody but the operator. */
export function requireOperator(principal: Principal): void {
  if (principal.kind === "operator") return;
  throw new Problem("forbidden", "Only the operator's admin key may do this.");
}

/** @throws Problem `forbidden` for a key that may only read. */
export function requireWriter(principal: Principal): void {
  if (principal.kind === "operator" || principal.role === "manage") return;
  throw new Problem("forbidden", "This key may only read. Use one with the role `manage`.");
}

// Digests have one length, so that neither the comparison's time nor an early end tells of the key's length.
async function isSameText(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(one), digest(other)]);
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(text)));
}
