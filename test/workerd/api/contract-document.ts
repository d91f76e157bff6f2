import * as z from "zod";
import { type ApiUnderTest, ORIGIN } from "./api-under-test.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** One operation of the document. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string | undefined;
  hasRequiredBody: boolean;
  /** By status; null where the answer has no body. */
  answers: ReadonlyMap<number, { type: string; shape: z.ZodType } | null>;
}

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
}

/** Every answer of the document refers to the same named schemas: they are closed once. */
const closedSchemas = new WeakMap<object, Record<string, Schema>>();

interface DocumentedOperation {
  operationId: string;
  summary?: string;
  requestBody?: { required?: boolean };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** Every operation that the API documents, its answers as validators that know no field but the documented ones. */
export async function operationsOf({ api }: ApiUnderTest): Promise<Operation[]> {
  const answer = await api.fetch(new Request(`${ORIGIN}/openapi.json`));
  const { paths, components } = await answer.json<Document>();
  const shared = components.schemas;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      summary: operation.summary,
      hasRequiredBody: operation.requestBody?.required === true,
      answers: answersOf(operation, shared),
    })),
  );
}

function answersOf({ responses }: DocumentedOperation, shared: Record<string, Schema>): Operation["answers"] {
  return new Map(
    Object.entries(responses).map(([status, { content = {} }]) => {
      const [media] = Object.entries(content);
      if (!media) return [Number(status), null];
      const [type, { schema }] = media;
      return [Number(status), { type, shape: shapeOf(schema, shared) }];
    }),
  );
}

/** A validator of a schema of the document that knows no field but the documented ones. @param shared the named schemas */
export function shapeOf(schema: Schema, shared: Readonly<Record<string, Schema>>): z.ZodType {
  return z.fromJSONSchema({ ...(closed(schema) as Schema), $defs: closedOnce(shared) });
}

function closedOnce(shared: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const known = closedSchemas.get(shared) ?? (closed(shared) as Record<string, Schema>);
  closedSchemas.set(shared, known);
  return known;
}

/** The same schema, its objects with no field but those that it names, its references where the validator looks. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] =>
    key === "$ref" ? [key, String(value).replace("#/components/schemas/", "#/$defs/")] : [key, closed(value)],
  );
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  const isOpenObject = copy["type"] === "object" && copy["properties"] !== undefined;
  return isOpenObject ? { additionalProperties: false, ...copy } : copy;
}
