import { expect, it } from "vitest";
import type { Schema } from "../../../../src/api/reference/document.schema.ts";
import { typeLabel } from "../../../../src/api/reference/type-label.ts";

/** The label as a reader sees it, links in brackets. */
function read(schema: Schema | undefined): string {
  return typeLabel(schema)
    .map((part) => ("type" in part ? `[${part.type}]` : part.text))
    .join("");
}

it.each([
  [undefined, "any value"],
  [{}, "any value"],
  [{ type: ["integer", "null"], minimum: 1, maximum: 25 }, "integer 1..25 or null"],
  [{ type: "number", minimum: 0.1 }, "number 0.1.."],
  [{ type: "string", maxLength: 200 }, "string up to 200"],
  [{ type: ["string", "null"], enum: ["stream", null] }, '"stream" | null'],
  [
    { type: "array", maxItems: 20, items: { $ref: "#/components/schemas/Delivery" } },
    "list of up to 20 [Delivery]",
  ],
  [{ anyOf: [{ type: "object" }, { const: "x" }] }, 'object or "x"'],
  [
    {
      type: "object",
      properties: { data: { type: "boolean" }, next: { type: "string" } },
      required: ["data"],
    },
    "{ data: boolean, next?: string }",
  ],
] satisfies [Schema | undefined, string][])("says of %j: %s", (schema, label) => {
  expect(read(schema)).toBe(label);
});
