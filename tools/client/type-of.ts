import type { Schema } from "../../src/api/reference/document.schema.ts";

const INDENT = "  ";
const REF = "#/components/schemas/";
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * The TypeScript type of a JSON Schema. What it does not know becomes `unknown`, never a narrower type.
 * @param depth how far the line that it starts on is indented
 */
export function typeOf(schema: Schema | undefined, depth = 0): string {
  if (!schema) return "unknown";
  if (schema.$ref !== undefined) return schema.$ref.slice(REF.length);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return unique(choices.map((choice) => typeOf(choice, depth))).join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part, depth)})`).join(" & ");
  const types = [schema.type ?? []].flat();
  return unique(types.map((type) => typeNamed(type, schema, depth))).join(" | ") || "unknown";
}

/** The body of an interface: one field a line, each with its description. */
export function fieldsOf(schema: Schema, depth = 0): string {
  const required = new Set(schema.required);
  const indent = INDENT.repeat(depth + 1);
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => {
      const key = IDENTIFIER.test(name) ? name : JSON.stringify(name);
      const type = typeOf(field, depth + 1);
      return describe(field.description, indent) + indent + fieldLine(key, type, required.has(name));
    })
    .join("");
}

// An optional field may be given as undefined, for those who compile with exactOptionalPropertyTypes.
function fieldLine(key: string, type: string, isRequired: boolean): string {
  if (isRequired) return `${key}: ${type};\n`;
  return type === "unknown" ? `${key}?: unknown;\n` : `${key}?: ${type} | undefined;\n`;
}

/** A doc comment of one line, or nothing. */
export function describe(text: string | undefined, indent = ""): string {
  return text === undefined ? "" : `${indent}/** ${text.replaceAll("*/", "*\\/")} */\n`;
}

function typeNamed(type: string, schema: Schema, depth: number): string {
  switch (type) {
    case "integer":
      return "number";
    case "array":
      return arrayOf(typeOf(schema.items, depth));
    case "object":
      return objectOf(schema, depth);
    default:
      return type;
  }
}

function arrayOf(item: string): string {
  return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
}

function objectOf(schema: Schema, depth: number): string {
  if (schema.properties) return `{\n${fieldsOf(schema, depth)}${INDENT.repeat(depth)}}`;
  const values = schema.additionalProperties;
  return `Record<string, ${typeof values === "object" ? typeOf(values, depth) : "unknown"}>`;
}

function unique(types: readonly string[]): string[] {
  return [...new Set(types)];
}
