import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Problem, toDocument } from "../../platform/problem.ts";
import { Note } from "./parts.view.tsx";

/** What an address says has just been done. A word without a row says nothing. */
const DONE: Readonly<Record<string, string>> = {
  redeliver: "It is sent again. The answers appear under the deliveries.",
  retry: "It is attempted now.",
  skip: "It is skipped: its lane goes on with the next event.",
};

/** What became of what somebody has just asked for. */
export function Outcome({ done, refusal }: { done?: string | undefined; refusal?: Problem | undefined }) {
  if (refusal) return <Note tone="bad">{refusal.message}</Note>;
  const text = done === undefined ? undefined : DONE[done];
  return text === undefined ? null : <Note tone="good">{text}</Note>;
}

/** The status of a page that shows a refusal. */
export function statusOf(refusal: Problem | undefined): ContentfulStatusCode {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every status of a problem has a body
  return refusal ? (toDocument(refusal).status as ContentfulStatusCode) : 200;
}
