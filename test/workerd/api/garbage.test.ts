import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { PROBLEMS } from "../../../src/platform/problem.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, ORIGIN } from "./api-under-test.ts";
import { garbageBody, garbageText, type Fields, type Schema } from "./garbage.ts";
import { wholeRecord } from "./whole-record.ts";

/** Requests per operation: with all operations some seconds. A failure prints its seed. */
const RUNS = { reading: 10, changing: 40 };

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, object>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const underTest = apiUnderTest();
const document = await openDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
let real: Record<string, string> = {};

beforeAll(async () => {
  await emptyDatabase();
  const tenant = await newTenant(underTest);
  const { id } = await newSubscription(underTest, tenant);
  const source = await underTest.post("/v1/sources", { name: "W", provider: "fastpix", routing: { tenant } });
  real = { tenant, subscription: id, source: source.json.id };
});

async function openDocument(): Promise<Document> {
  const response = await underTest.api.fetch(new Request(`${ORIGIN}/openapi.json`));
  return response.json();
}

function fieldsOf({ requestBody }: Operation): Fields {
  const schema = requestBody?.content["application/json"]?.schema;
  const named =
    schema?.$ref === undefined ? schema : document.components.schemas[schema.$ref.split("/").at(-1) ?? ""];
  return named?.properties ?? {};
}

/**
 * The path with things that there are, or garbage, in the place of its parameters. What would be deleted is
 * always garbage: the next piece of it needs what there is.
 */
function pathOf(path: string, method: string): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const parts = names.map((name, at) => {
    const isDeleted = method === "DELETE" && at === names.length - 1;
    const weight = isDeleted ? 0 : 4;
    return fc.oneof(
      { weight, arbitrary: fc.constant(real[name] ?? name) },
      { weight: 1, arbitrary: garbageText },
    );
  });
  return fc
    .tuple(...parts)
    .map((made) => names.reduce((text, name, at) => text.replace(`{${name}}`, () => made[at] ?? name), path));
}

function queryOf({ parameters = [] }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  return fc
    .dictionary(fc.constantFrom(...names, "surplus"), garbageText, { maxKeys: 3 })
    .map((made) => Object.entries(made).map(([name, text]) => `${name}=${text}`))
    .map((pairs) => (pairs.length === 0 ? "" : `?${pairs.join("&")}`));
}

it("knows every operation of the contract", () => {
  expect(operations.length).toBeGreaterThan(30);
});

it.each(operations.map((known) => [`${known.method} ${known.path}`, known] as const))(
  "answers garbage with a documented problem and changes nothing: %s",
  async (_, { method, path, operation }) => {
    const hasBody = method === "POST" || method === "PATCH";
    const request = fc.record({
      path: pathOf(path, method),
      query: hasBody ? fc.constant("") : queryOf(operation),
      sent: garbageBody(fieldsOf(operation)),
    });
    let before = await wholeRecord();

    await fc.assert(
      fc.asyncProperty(request, async (made) => {
        const headers = made.sent.type === undefined ? {} : { "content-type": made.sent.type };
        const init = hasBody ? { headers, body: made.sent.body } : {};

        const answer = await underTest.send(method, made.path + made.query, init);

        expect(Object.keys(operation.responses)).toContain(String(answer.status));
        expect(answer.status).toBeLessThan(500);
        const after = await wholeRecord();
        if (answer.status < 400) {
          before = after;
          return;
        }
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(Object.keys(PROBLEMS)).toContain(answer.json.code);
        expect(answer.json["status"]).toBe(answer.status);
        expect(after).toBe(before);
      }),
      { numRuns: method === "GET" ? RUNS.reading : RUNS.changing },
    );
  },
);
