import { expect, it } from "vitest";
import openapi from "../../../docs/openapi.json" with { type: "json" };
import { createClient } from "../../../src/client/client.ts";
import { OPERATIONS } from "../../../src/client/operations.ts";

interface Documented {
  name: string;
  method: string;
  path: string;
}

const PATHS: Record<string, Record<string, { operationId: string }>> = openapi.paths;

const DOCUMENTED: Documented[] = Object.entries(PATHS)
  .filter(([path]) => path.startsWith("/v1/"))
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path,
    })),
  );

it("has a method for every operation of the document, and none besides", () => {
  const client = createClient({ url: "https://hooks.example.com", key: "k" });

  expect(Object.keys(client).toSorted()).toEqual(DOCUMENTED.map(({ name }) => name).toSorted());
});

it("sends every operation to where the document has it", () => {
  const rows = Object.entries(OPERATIONS).map(([name, { method, path }]) => ({ name, method, path }));

  expect(rows).toEqual(DOCUMENTED);
});

it("names every parameter of a path that it takes", () => {
  for (const { path } of DOCUMENTED) expect(path).toMatch(/^(\/(\{\w+\}|[a-z0-9-]+))+$/);
});
