import { classify } from "../../catalogue/catalogue.ts";
import { type Payload, readPayload } from "../../match/read-payload.ts";
import { maskPayload } from "./mask-payload.ts";

/** A stored body, read. Both are null where the body was not kept. */
export interface StoredPayload {
  /** As filters see it; undefined where it is no JSON object, which ingest does not let in. */
  payload: Payload | null | undefined;
  /** As it may be shown: credentials and the source's `redact` are masked. */
  shown: unknown;
}

export function storedPayload(
  { body, type }: { body: string | null; type: string },
  redact: readonly string[],
): StoredPayload {
  if (body === null) return { payload: null, shown: null };
  // Read twice: masking changes what it is given.
  const shown = maskPayload(readPayload(body) ?? null, classify(type).canonical, redact);
  return { payload: readPayload(body), shown };
}
