import { type Instant, toIso } from "../platform/clock.ts";
import { linesOf } from "./form-fields.ts";
import { readTime } from "./read-time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Ranges that somebody picks with one click; all of them end now. */
export const RANGES = {
  "1h": { text: "the last hour", lengthMs: HOUR_MS },
  "24h": { text: "the last 24 hours", lengthMs: DAY_MS },
  "7d": { text: "the last 7 days", lengthMs: 7 * DAY_MS },
  "30d": { text: "the last 30 days", lengthMs: 30 * DAY_MS },
} as const;

/** The form of a replay as it is shown and sent: everything is text, as a browser has it. */
export interface ReplayForm {
  /** The subscription's id. */
  subscription: string;
  /** One of `RANGES`, or `between` for the two fields. */
  range: string;
  from: string;
  /** "" = now. */
  to: string;
  status: string;
  /** Patterns, one a line. */
  eventTypes: string;
  /** Stream keys, one a line. */
  streams: string;
}

/** The form as an address or somebody has filled it in; what is absent is what most people want. */
export function readReplayForm(field: (name: string) => string): ReplayForm {
  const text = (name: string) => field(name).trim();
  return {
    subscription: text("subscription"),
    range: text("range") || "24h",
    from: text("from"),
    to: text("to"),
    status: text("status") || "failed",
    eventTypes: text("eventTypes"),
    streams: text("streams"),
  };
}

/**
 * The same form with its range held still: what was counted is what is started, however long somebody looks at it.
 */
export function pinRange(form: ReplayForm, now: Instant): ReplayForm {
  const range = rangeOf(form.range);
  const from = range ? toIso(now - range.lengthMs) : form.from;
  const to = range || form.to === "" ? toIso(now) : form.to;
  return { ...form, range: "between", from, to };
}

/** What the form asks for, in the shape of the API's draft; whether it is right is for the draft's schema to say. */
export function replayDraftOf(form: ReplayForm, { dryRun }: { dryRun: boolean }) {
  return {
    from: isoOf(form.from),
    to: form.to === "" ? null : isoOf(form.to),
    status: form.status,
    eventTypes: linesOf(form.eventTypes),
    streams: linesOf(form.streams),
    dryRun,
  };
}

function rangeOf(name: string) {
  return Object.entries(RANGES).find(([known]) => known === name)?.[1];
}

// What is no time goes on as it is, so that it is refused where all else is.
function isoOf(text: string): string {
  const at = readTime(text);
  return at === undefined ? text : toIso(at);
}
