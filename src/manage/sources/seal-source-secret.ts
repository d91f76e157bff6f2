import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import type { NewSourceSecret } from "../../record/sources.sql.ts";
import { checkSecret } from "../../verify/secret-form.ts";
import { SCHEMES } from "../../verify/schemes.ts";
import type { ManageDeps } from "../deps.ts";
import { isProviderName, PROVIDER_SCHEMES } from "./source.schema.ts";

/** A checked secret, ready to be stored, with what was noticed about its text. */
export interface SealedSourceSecret {
  secret: NewSourceSecret;
  warnings: string[];
}

/** Checks a source's secret as its provider would use it, and seals it. @throws Problem `invalid` */
export async function sealSourceSecret(
  deps: Pick<ManageDeps, "sealer" | "clock">,
  source: { id: string; provider: string },
  text: string,
): Promise<SealedSourceSecret> {
  if (!isProviderName(source.provider)) throw new Error(`unknown provider ${source.provider}`);
  const form = checkSecret(SCHEMES[PROVIDER_SCHEMES[source.provider]], text);
  if (form.result === "problem") {
    throw new Problem("invalid", form.message, { errors: [{ pointer: "/secret", message: form.message }] });
  }
  const createdAt = deps.clock.now();
  const sealed = await deps.sealer.seal(form.secret, `source:${source.id}`);
  const secret = { id: newId("sec", createdAt), sealed, createdAt };
  return { secret, warnings: form.warning === undefined ? [] : [form.warning] };
}
