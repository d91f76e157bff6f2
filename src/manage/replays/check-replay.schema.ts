import { type Checked, checkInput } from "../check-input.schema.ts";
import { type ReplayDraft, replayDraft } from "./replay.schema.ts";

/** Checks a replay that did not come as JSON. */
export function checkReplay(draft: unknown): Checked<ReplayDraft> {
  return checkInput(replayDraft, draft);
}
