import type { Schema } from "./document.schema.ts";

/** A piece of a type in words; `type` names a type of the document, to be linked. */
export type LabelPart = { text: string } | { type: string };

const REF = "#/components/schemas/";

/** What values a schema takes, in a few words: `integer 1..25`, `list of Delivery`. */
export function typeLabel(schema: Schema | undefined): LabelPart[] {
  if (!schema) return [{ text: "any value" }];
  if (schema.$ref !== undefined) return [{ type: schema.$ref.slice(REF.length) }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.enum) return [{ text: schema.enum.map((value) => JSON.stringify(value)).join(" | ") }];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return joined(choices.map(typeLabel), schema.allOf ? " and " : " or ");
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? [{ text: "any value" }]
    : joined(
        types.map((type) => ofType(type, schema)),
        " or ",
      );
}

function ofType(type: string, schema: Schema): LabelPart[] {
  switch (type) {
    case "array":
      return [
        { text: schema.maxItems === undefined ? "list of " : `list of up to ${schema.maxItems} ` },
        ...typeLabel(schema.items),
      ];
    case "object":
      return objectLabel(schema);
    case "integer":
    case "number":
      return [{ text: `${type}${rangeOf(schema)}` }];
    case "string":
      return [{ text: schema.maxLength === undefined ? "string" : `string up to ${schema.maxLength}` }];
    default:
      return [{ text: type }];
  }
}

function objectLabel({ properties, required = [] }: Schema): LabelPart[] {
  if (!properties) return [{ text: "object" }];
  const fields = Object.entries(properties).map(([name, field]): LabelPart[] => [
    { text: `${name}${required.includes(name) ? "" : "?"}: ` },
    ...typeLabel(field),
  ]);
  return [{ text: "{ " }, ...joined(fields, ", "), { text: " }" }];
}

function rangeOf({ minimum, maximum }: Schema): string {
  return minimum === undefined && maximum === undefined ? "" : ` ${minimum ?? ""}..${maximum ?? ""}`;
}

function joined(labels: readonly LabelPart[][], between: string): LabelPart[] {
  return labels.flatMap((label, at) => (at === 0 ? label : [{ text: between }, ...label]));
}
