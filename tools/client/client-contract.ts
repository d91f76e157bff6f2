import type { ApiDocument } from "../../src/api/reference/document.schema.ts";
import { operationShapes, type OperationShape } from "./operation-shape.ts";
import { describe, fieldsOf, typeOf } from "./type-of.ts";

const HEAD = `// Generated from the API's OpenAPI document by \`npm run docs\`. What is wrong here is wrong in src/api.
import type { Call } from "./call.ts";
import type { Listing } from "./listing.ts";
import type { Operation } from "./operation.ts";
`;

/** The text of src/client/operations.ts: the types of the API, its operations as methods, and a row for each. */
export function clientContract(document: ApiDocument): string {
  const shapes = operationShapes(document);
  return [HEAD, typesOf(document), queriesOf(shapes), methodsOf(shapes), rowsOf(shapes)].join("\n");
}

function typesOf({ components }: ApiDocument): string {
  return Object.entries(components.schemas)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => {
      const isRecord = schema.type === "object" && schema.properties;
      const type = isRecord
        ? `export interface ${name} {\n${fieldsOf(schema)}}\n`
        : `export type ${name} = ${typeOf(schema)};\n`;
      return describe(schema.description) + type;
    })
    .join("\n");
}

function queriesOf(shapes: readonly OperationShape[]): string {
  return shapes
    .flatMap((shape) =>
      shape.query
        ? [
            `/** Parameters of \`${shape.name}\`. */\nexport interface ${queryName(shape)} {\n${fieldsOf(shape.query)}}\n`,
          ]
        : [],
    )
    .join("\n");
}

function methodsOf(shapes: readonly OperationShape[]): string {
  const methods = shapes.map((shape) => {
    const result = shape.isList ? `Listing<${shape.answer}>` : `Promise<${shape.answer}>`;
    const doc = describe(`${shape.summary}. \`${shape.method} ${shape.path}\``, "  ");
    return `${doc}  ${shape.name}(${parametersOf(shape).join(", ")}): ${result};\n`;
  });
  return `/** Every operation of the management API, by its operationId. */\nexport interface Operations {\n${methods.join("")}}\n`;
}

function parametersOf(shape: OperationShape): string[] {
  const { body, query } = shape;
  const mustAsk = (query?.required ?? []).length > 0;
  return [
    ...shape.names.map((name) => `${name}: string`),
    ...(body ? [`body${body.required || mustAsk ? "" : "?"}: ${body.type}`] : []),
    ...(query ? [`query${mustAsk ? "" : "?"}: ${queryName(shape)}`] : []),
    "call?: Call",
  ];
}

function rowsOf(shapes: readonly OperationShape[]): string {
  const rows = shapes.map(({ name, method, path, body, query, isList }) => {
    const extras = `hasBody: ${body !== undefined}, hasQuery: ${query !== undefined}, isList: ${isList}`;
    return `  ${name}: { method: "${method}", path: "${path}", ${extras} },\n`;
  });
  return `/** How each operation is sent. */\nexport const OPERATIONS = {\n${rows.join("")}} as const satisfies Record<keyof Operations, Operation>;\n`;
}

function queryName({ name }: OperationShape): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Query`;
}
