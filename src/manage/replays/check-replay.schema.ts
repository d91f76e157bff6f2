import { type Checked, checkShape } from "../field-errors.schema.ts";
import { type ReplayDraft, replayDraft } from "./replay.schema.ts";

/** Checks a replay that did not come as JSON. */
export function checkReplay(draft: unknown): Checked<ReplayDraft> {
  return checkShape(replayDraft, draft);
}
