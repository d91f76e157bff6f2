import type { ApiDocument, Operation, Schema } from "../../src/api/reference/document.schema.ts";
import { typeOf } from "./type-of.ts";

/** One operation, as the client offers it. */
export interface OperationShape {
  /** The operationId, which is the method's name. */
  name: string;
  summary: string;
  /** Upper case. */
  method: string;
  path: string;
  /** The path's parameters in its order. */
  names: readonly string[];
  body: { type: string; required: boolean } | undefined;
  query: Schema | undefined;
  /** The type of the answer; of one item, where the answer is a page of a list. */
  answer: string;
  isList: boolean;
}

const JSON_TYPE = "application/json";

/** Every operation of the management API, in the order of the document. */
export function operationShapes(document: ApiDocument): OperationShape[] {
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith("/v1/"))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => shapeOf(path, method, operation)),
    );
}

function shapeOf(path: string, method: string, operation: Operation): OperationShape {
  const body = operation.requestBody;
  const answers = answersOf(operation);
  const items = answers.map(itemOf);
  const isList = items.length === 1 && items[0] !== undefined;
  return {
    name: operation.operationId,
    summary: operation.summary,
    method: method.toUpperCase(),
    path,
    names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
    body: body && { type: typeOf(body.content[JSON_TYPE]?.schema, 1), required: body.required === true },
    query: queryOf(operation),
    answer: typesOf(isList ? items : answers),
    isList,
  };
}

// What a success brings; an answer without a body brings nothing.
function answersOf({ responses }: Operation): (Schema | "nothing")[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([, { content }]) => content?.[JSON_TYPE]?.schema ?? "nothing");
}

function typesOf(answers: readonly (Schema | "nothing" | undefined)[]): string {
  const types = answers.map((answer) => (answer === "nothing" ? "undefined" : typeOf(answer, 1)));
  return [...new Set(types)].join(" | ") || "undefined";
}

// A page has these two fields; what stands in its list is the item.
function itemOf(answer: Schema | "nothing"): Schema | undefined {
  if (answer === "nothing" || !answer.properties?.["nextCursor"]) return undefined;
  return answer.properties["data"]?.items;
}

function queryOf({ parameters }: Operation): Schema | undefined {
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  if (inQuery.length === 0) return undefined;
  return {
    type: "object",
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema ?? {}])),
    required: inQuery.filter(({ required }) => required).map(({ name }) => name),
  };
}
