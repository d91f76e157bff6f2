import { expect, it } from "vitest";
import { PROBLEMS } from "../../../src/platform/problem.ts";
import { apiUnderTest, ORIGIN } from "./api-under-test.ts";

interface Operation {
  operationId?: string;
  summary?: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Shape {
  properties: Record<string, { enum?: string[] }>;
  required: string[];
  additionalProperties: boolean;
}

interface Document {
  openapi: string;
  security: unknown;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Shape>; securitySchemes: Record<string, unknown> };
}

async function openDocument() {
  const { api } = apiUnderTest();
  const response = await api.fetch(new Request(`${ORIGIN}/openapi.json`));
  const text = await response.text();
  return { status: response.status, text, document: JSON.parse(text) as Document };
}

it("serves its contract as OpenAPI 3.1 without a key", async () => {
  const { status, document } = await openDocument();

  expect(status).toBe(200);
  expect(document.openapi).toBe("3.1.0");
  expect(document.security).toEqual([{ key: [] }]);
  expect(document.components.securitySchemes["key"]).toEqual({ type: "http", scheme: "bearer" });
});

it("documents every operation with a summary, its answers and its problems", async () => {
  const { document } = await openDocument();

  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  expect(operations.length).toBeGreaterThan(25);
  for (const operation of operations) {
    expect(operation.summary).toEqual(expect.any(String));
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "503"]));
    expect(operation.responses["401"]?.content).toMatchObject({
      "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
    });
  }
});

it("gives every operation a name of its own", async () => {
  const { document } = await openDocument();

  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );

  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
});

it("lists every code that a problem can have", async () => {
  const { document } = await openDocument();

  const code = document.components.schemas["Problem"]?.properties["code"];

  expect(code?.enum).toEqual(Object.keys(PROBLEMS));
});

it("states the ranges of a subscription's settings", async () => {
  const { document } = await openDocument();

  const shape = document.components.schemas["SubscriptionDraft"];

  expect(shape).toMatchObject({
    required: ["url"],
    additionalProperties: false,
    properties: {
      timeoutSeconds: { minimum: 1, maximum: 25 },
      maxBlockSeconds: { minimum: 0, maximum: 604_800 },
      retrySchedule: { maxItems: 20 },
    },
  });
});

it("refers to nothing that is not there", async () => {
  const { text, document } = await openDocument();

  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);

  expect(names.length).toBeGreaterThan(10);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(names));
});
