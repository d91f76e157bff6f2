import type { Sealed } from "../../platform/sealed.ts";
import type { ManageDeps } from "../deps.ts";

/**
 * The same secret, sealed with the present key. One that neither key opens stays as it is: its deliveries fail with
 * `secret_unreadable`, and the log names it.
 */
export async function sealAnew(
  { sealer, log }: Pick<ManageDeps, "sealer" | "log">,
  sealed: Sealed,
  row: string,
): Promise<Sealed | undefined> {
  try {
    return await sealer.seal(await sealer.open(sealed, row), row);
  } catch (failure) {
    log.warn("reseal_failed", { row, error: String(failure) });
    return undefined;
  }
}
