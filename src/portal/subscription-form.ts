import type { DEFAULT_SETTINGS } from "../manage/subscriptions/limits.ts";
import type { SubscriptionView } from "../manage/subscriptions/subscription.schema.ts";
import { type FormFields, linesOf, numberOrText } from "./form-fields.ts";

/** The form of a subscription as it is shown and sent: everything is text, as a browser has it. */
export interface SubscriptionForm {
  url: string;
  description: string;
  categories: string[];
  /** Chosen one by one. */
  eventTypes: string[];
  /** Further ones, such as `video.media.*`, one a line. */
  patterns: string;
  /** JSON; "" = none. */
  filter: string;
  ordering: string;
  /** Seconds; "" = never park. */
  maxBlockSeconds: string;
  /** Seconds with commas between them. */
  retrySchedule: string;
  timeoutSeconds: string;
  maxInFlight: string;
  /** Attempts a second; "" = no limit. */
  ratePerSecond: string;
  /** `name: value`, one a line. */
  headers: string;
  signature: string;
}

/** The form as somebody has filled it in. */
export function readForm({ text, all }: FormFields): SubscriptionForm {
  return {
    url: text("url").trim(),
    description: text("description").trim(),
    categories: all("categories"),
    eventTypes: all("eventTypes"),
    patterns: text("patterns"),
    filter: text("filter").trim(),
    ordering: text("ordering"),
    maxBlockSeconds: text("maxBlockSeconds").trim(),
    retrySchedule: text("retrySchedule"),
    timeoutSeconds: text("timeoutSeconds").trim(),
    maxInFlight: text("maxInFlight").trim(),
    ratePerSecond: text("ratePerSecond").trim(),
    headers: text("headers"),
    signature: text("signature"),
  };
}

/** What a form is filled from: a subscription, or the defaults of one. */
export type FormSource = Omit<typeof DEFAULT_SETTINGS, "metadata" | "headers"> &
  Pick<SubscriptionView, "url" | "description" | "headers">;

/** The form of a subscription as it stands. @param knownTypes those that the form has a box for. */
export function formOf(subscription: FormSource, knownTypes: ReadonlySet<string>): SubscriptionForm {
  const { eventTypes, maxBlockSeconds, rateLimit } = subscription;
  return {
    url: subscription.url,
    description: subscription.description ?? "",
    categories: [...subscription.categories],
    eventTypes: eventTypes.filter((type) => knownTypes.has(type)),
    patterns: eventTypes.filter((type) => !knownTypes.has(type)).join("\n"),
    filter: subscription.filter ? JSON.stringify(subscription.filter, null, 2) : "",
    ordering: subscription.ordering,
    maxBlockSeconds: maxBlockSeconds === null ? "" : String(maxBlockSeconds),
    retrySchedule: subscription.retrySchedule.join(", "),
    timeoutSeconds: String(subscription.timeoutSeconds),
    maxInFlight: String(subscription.maxInFlight),
    ratePerSecond: rateLimit ? String(rateLimit.perSecond) : "",
    headers: Object.entries(subscription.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    signature: subscription.signature,
  };
}

/** A draft whose other fields nobody has checked yet. */
export interface FormDraft {
  categories: string[];
  eventTypes: string[];
  [field: string]: unknown;
}

/**
 * What the form asks for, in the shape of the API's draft; whether it is right is for the draft's schema to say.
 * Numbers that are none go on as text, so that they are refused there and not turned into something else.
 */
export function draftOf(form: SubscriptionForm): FormDraft {
  return {
    url: form.url,
    description: form.description === "" ? null : form.description,
    categories: form.categories,
    eventTypes: [...form.eventTypes, ...linesOf(form.patterns)],
    filter: filterOf(form.filter),
    ordering: form.ordering === "" ? null : form.ordering,
    maxBlockSeconds: form.maxBlockSeconds === "" ? null : numberOrText(form.maxBlockSeconds),
    retrySchedule: form.retrySchedule
      .split(/[\s,]+/)
      .filter((part) => part !== "")
      .map(numberOrText),
    timeoutSeconds: form.timeoutSeconds === "" ? null : numberOrText(form.timeoutSeconds),
    maxInFlight: form.maxInFlight === "" ? null : numberOrText(form.maxInFlight),
    rateLimit: form.ratePerSecond === "" ? null : { perSecond: numberOrText(form.ratePerSecond) },
    headers: Object.fromEntries(linesOf(form.headers).map(headerOf)),
    signature: form.signature === "" ? null : form.signature,
  };
}

/** Whether the filter's text can be read; where not, the draft holds it as text and its schema refuses that. */
export function isFilterReadable({ filter }: SubscriptionForm): boolean {
  return typeof filterOf(filter) !== "string";
}

function filterOf(text: string): unknown {
  if (text === "") return null;
  try {
    const filter: unknown = JSON.parse(text);
    return filter;
  } catch {
    return text;
  }
}

function headerOf(line: string): [name: string, value: string] {
  const [name = "", ...rest] = line.split(":");
  return [name.trim(), rest.join(":").trim()];
}
