import * as z from "zod";
import { CATALOGUE_NAMES, CATEGORY_NAMES, classify } from "../catalogue/catalogue.ts";
import { parseFilter } from "./parse-filter.ts";
import { ANY_REST, ANY_TYPE } from "./patterns.ts";

/** Far more than the catalogue has rows; a tenant that wants more wants `*`. */
const MAX_PATTERNS = 100;
/** As long as the longest event type that ingest accepts. */
const MAX_PATTERN_CHARS = 256;

const PATTERN = /^(?:\*|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:\.\*)?)$/;

/** `categories` of a subscription: names of the closed list. */
export const categoriesShape = z
  .array(z.enum(CATEGORY_NAMES, `A category is one of ${CATEGORY_NAMES.join(", ")}.`))
  .max(CATEGORY_NAMES.length, "There are only so many categories: name each of them once.");

/** `eventTypes` of a subscription: well-formed patterns, whether or not the catalogue knows a type for them. */
export const eventTypesShape = z
  .array(
    z
      .string()
      .max(MAX_PATTERN_CHARS, `A pattern has at most ${MAX_PATTERN_CHARS} characters.`)
      .regex(
        PATTERN,
        'A pattern is an event type, a prefix with a trailing ".*" such as "video.media.*", or "*".',
      ),
  )
  .max(MAX_PATTERNS, `A subscription has at most ${MAX_PATTERNS} patterns; "*" matches every type.`);

/** `filter` of a subscription: a closed list of operators on the payload, docs/filters.md. */
export const payloadFilterShape = z
  .record(z.string(), z.unknown(), "A filter is an object.")
  .superRefine((filter, context) => {
    const parsed = parseFilter(filter);
    if (parsed.ok) return;
    for (const { path, message } of parsed.problems) {
      context.addIssue({ code: "custom", message, path: [...path] });
    }
  })
  .meta({
    description:
      "On the payload, on top of categories and eventTypes: paths with operators, see docs/filters.md. null = none.",
    example: { "data.metadata.course": { $startsWith: "intro-" }, "data.trial": { $ne: true } },
  });

/** A word on each pattern that no known type matches: a typo, or a type that the provider adds later. */
export function patternWarnings(eventTypes: readonly string[]): string[] {
  return eventTypes
    .filter((pattern) => !matchesKnownType(pattern))
    .map((pattern) => `"${pattern}" matches no event type that the catalogue knows. It is saved as it is.`);
}

function matchesKnownType(pattern: string): boolean {
  if (pattern === ANY_TYPE) return true;
  if (!pattern.endsWith(ANY_REST)) return classify(pattern).known;
  const prefix = pattern.slice(0, -1).toLowerCase();
  return CATALOGUE_NAMES.some((name) => name.startsWith(prefix));
}
