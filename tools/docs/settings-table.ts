import { describeShape, descriptionOf } from "./describe-shape.ts";
import { markdownTable } from "./markdown.ts";
import { MEANINGS } from "./meanings.ts";
import type { ValueShape } from "./openapi.schema.ts";

/** What the product makes of a draft that names only what it must. */
export type Defaults = Readonly<Record<string, unknown>>;

/**
 * The fields of a draft: which values each takes, what it is when absent, what it means.
 * @throws Error for a field that nobody has explained
 */
export function settingsTable(draft: ValueShape, defaults: Defaults): string {
  const required = new Set(draft.required);
  const fields = Object.entries(draft.properties ?? {}).filter(([, shape]) => shape.type !== "null");
  const rows = fields
    .toSorted(([one], [other]) => Number(required.has(other)) - Number(required.has(one)))
    .map(([name, shape]) => [
      `\`${name}\``,
      describeShape(shape),
      required.has(name) ? "required" : showDefault(defaults[name]),
      descriptionOf(shape) ?? meaningOf(name),
    ]);
  return markdownTable(["field", "values", "default", "meaning"], rows);
}

function showDefault(value: unknown): string {
  return value === undefined || value === null ? "none" : `\`${JSON.stringify(value)}\``;
}

function meaningOf(name: string): string {
  const meaning = MEANINGS[name];
  if (meaning === undefined) {
    throw new Error(
      `"${name}" has neither a description in its schema nor a meaning in tools/docs/meanings.ts`,
    );
  }
  return meaning;
}
