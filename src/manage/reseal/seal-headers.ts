import { headersRow } from "../../deliver/own-headers.ts";
import { plainHeaders, replaceHeaders, staleHeaders } from "../../record/sealed-headers.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { sealAnew } from "./seal-anew.ts";

type SealDeps = Pick<ManageDeps, "db" | "sealer" | "log">;

/**
 * Seals headers that stand in clear from before headers were sealed: those of at most `limit` subscriptions.
 * @returns how many were sealed. Coordinators get them with the next push of their configuration.
 */
export async function sealPlainHeaders({ db, sealer }: SealDeps, limit: number): Promise<number> {
  let sealed = 0;
  for (const headers of await plainHeaders(db, limit)) {
    if (await replaceHeaders(db, headers, await sealer.seal(headers.text, headersRow(headers.id))))
      sealed += 1;
  }
  return sealed;
}

/** Seals headers of the old encryption key with the present one, as `resealSecrets` does with secrets. */
export async function resealHeaders(deps: SealDeps, keyId: string, limit: number): Promise<number> {
  let resealed = 0;
  for (const headers of await staleHeaders(deps.db, keyId, limit)) {
    const anew = await sealAnew(deps, headers.text, headersRow(headers.id));
    if (anew !== undefined && (await replaceHeaders(deps.db, headers, anew))) resealed += 1;
  }
  return resealed;
}
