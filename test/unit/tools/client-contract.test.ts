import { describe, expect, it } from "vitest";
import { ApiDocument, type Schema } from "../../../src/api/reference/document.schema.ts";
import { clientContract } from "../../../tools/client/client-contract.ts";
import { typeOf } from "../../../tools/client/type-of.ts";

const STRING: Schema = { type: "string" };

describe("the type of a schema", () => {
  it.each([
    [{ type: "integer", minimum: 1 }, "number"],
    [{ type: ["string", "null"] }, "string | null"],
    [{ type: ["string", "null"], enum: ["a", null] }, '"a" | null'],
    [{ const: true }, "true"],
    [{ type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
    [{ type: ["array", "null"], items: { $ref: "#/components/schemas/Event" } }, "Event[] | null"],
    [{ type: "object", additionalProperties: STRING }, "Record<string, string>"],
    [{ type: "object", additionalProperties: {} }, "Record<string, unknown>"],
    [{ anyOf: [STRING, { type: "number" }, STRING] }, "string | number"],
    [{}, "unknown"],
    [
      { type: "object", properties: { a: STRING, "b-c": STRING }, required: ["a"] },
      '{\n  a: string;\n  "b-c"?: string | undefined;\n}',
    ],
  ] satisfies [Schema, string][])("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });
});

const PAGE: Schema = {
  type: "object",
  properties: { data: { type: "array", items: { $ref: "#/components/schemas/Thing" } }, nextCursor: STRING },
};

function contractOf(method: string, operation: object, path = "/v1/things/{thing}"): string {
  return clientContract(
    ApiDocument.parse({
      info: { title: "T", version: "1" },
      paths: { [path]: { [method]: { operationId: "doIt", summary: "Do it", responses: {}, ...operation } } },
      components: { schemas: { Thing: { type: "object", properties: { id: STRING }, required: ["id"] } } },
    }),
  );
}

describe("a method of the client", () => {
  it("takes the path's parameters, then the body, then the query, then options", () => {
    const text = contractOf("post", {
      parameters: [
        { name: "thing", in: "path", required: true, schema: STRING },
        { name: "idempotency-key", in: "header", schema: STRING },
        { name: "force", in: "query", schema: { type: "boolean" } },
      ],
      requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
      responses: { 202: { description: "" }, 404: { description: "" } },
    });

    expect(text).toContain(
      "doIt(thing: string, body?: Thing, query?: DoItQuery, call?: Call): Promise<undefined>;",
    );
    expect(text).toContain("export interface DoItQuery {\n  force?: boolean | undefined;\n}");
    expect(text).toContain(
      'doIt: { method: "POST", path: "/v1/things/{thing}", hasBody: true, hasQuery: true, isList: false }',
    );
  });

  it("gives a listing of the items where the answer is a page", () => {
    const text = contractOf("get", {
      responses: { 200: { description: "", content: { "application/json": { schema: PAGE } } } },
    });

    expect(text).toContain("doIt(thing: string, call?: Call): Listing<Thing>;");
  });

  it("gives either answer where there are two", () => {
    const thing = {
      description: "",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
    };

    expect(contractOf("post", { responses: { 200: thing, 204: { description: "" } } })).toContain(
      "Promise<Thing | undefined>",
    );
  });

  it("is made for the management API alone", () => {
    expect(contractOf("get", {}, "/metrics")).not.toContain("doIt");
  });
});
