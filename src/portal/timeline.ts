import { classify } from "../catalogue/catalogue.ts";
import type { EventView } from "../manage/events/event.schema.ts";
import type { LaneDeliveryView } from "../manage/streams/stream.schema.ts";

/** How a delivery is drawn in its lane. The sign and the words say it without the colour. */
export const MARKS = {
  delivered: { sign: "✓", tone: "good", text: "delivered" },
  attempting: { sign: "▸", tone: "wait", text: "being attempted" },
  held: { sign: "!", tone: "wait", text: "holds its lane until it goes through" },
  pending: { sign: "…", tone: "off", text: "waits for its turn" },
  parked: { sign: "‖", tone: "wait", text: "parked: retried beside its lane" },
  failed: { sign: "×", tone: "bad", text: "failed for good" },
  skipped: { sign: "»", tone: "off", text: "skipped" },
} as const satisfies Record<string, { sign: string; tone: string; text: string }>;

export type MarkName = keyof typeof MARKS;

/** The mark of a delivery. @param isHead whether its lane waits for it. */
export function markOf(
  { status, leasedUntil, attemptCount }: Pick<LaneDeliveryView, "status" | "leasedUntil" | "attemptCount">,
  { isHead }: { isHead: boolean },
): MarkName {
  if (status === "parked") return "parked";
  if (status !== "pending") return status;
  if (leasedUntil !== undefined) return "attempting";
  return isHead && attemptCount > 0 ? "held" : "pending";
}

/** Neighbouring events of one category. */
export interface Band {
  category: string;
  length: number;
}

/** The stages of a stream's life as its events show them: neighbours of one category together. */
export function bandsOf(events: readonly Pick<EventView, "type" | "categories">[]): Band[] {
  const bands: Band[] = [];
  for (const { type, categories } of events) {
    const category = categories[0] ?? classify(type).categories[0];
    const last = bands.at(-1);
    if (last?.category === category) last.length += 1;
    else bands.push({ category, length: 1 });
  }
  return bands;
}

/** A type without what all types begin with. */
export function shortTypeOf(type: string): string {
  return type.replace(/^video\./, "");
}
