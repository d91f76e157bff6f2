import { codes } from "./markdown.ts";
import type { ValueShape } from "./openapi.schema.ts";

/** What values a schema takes, in a few words: `integer 1..25`, `list of up to 20 x integer 1..604800`. */
export function describeShape(shape: ValueShape): string {
  if (shape.anyOf) {
    const others = shape.anyOf.filter(({ type }) => type !== "null");
    return others.map(describeShape).join(" or ");
  }
  if (shape.enum) return codes(shape.enum);
  if (shape.type === "integer" || shape.type === "number") return `${shape.type} ${rangeOf(shape)}`.trim();
  if (shape.type === "array") return describeArray(shape);
  if (shape.type === "object") return shape.properties ? describeFields(shape.properties) : "object";
  return shape.maxLength === undefined ? "text" : `text up to ${shape.maxLength} characters`;
}

/** The first description that stands on a schema or on one of its alternatives. */
export function descriptionOf(shape: ValueShape): string | undefined {
  return shape.description ?? shape.anyOf?.map(descriptionOf).find((text) => text !== undefined);
}

function rangeOf({ minimum, maximum }: ValueShape): string {
  return minimum === undefined && maximum === undefined ? "" : `${minimum ?? ""}..${maximum ?? ""}`;
}

function describeArray({ maxItems, items }: ValueShape): string {
  const most = maxItems === undefined ? "list" : `list of up to ${maxItems}`;
  return items ? `${most}: ${describeShape(items)}` : most;
}

function describeFields(fields: Readonly<Record<string, ValueShape>>): string {
  const inner = Object.entries(fields).map(([name, shape]) => `\`${name}\`: ${describeShape(shape)}`);
  return `{ ${inner.join(", ")} }`;
}
