import { expect, it } from "vitest";
import { PROBLEMS } from "../../../src/platform/problem.ts";
import { apiUnderTest, ORIGIN } from "./api-under-test.ts";
import { type Schema, shapeOf } from "./contract-document.ts";

interface Media {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

interface Operation {
  operationId: string;
  tags: string[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

interface Document {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    examples: Record<string, { summary: string; value: unknown }>;
  };
}

const { api } = apiUnderTest();
const served = await api.fetch(new Request(`${ORIGIN}/openapi.json`));
const { tags, paths, components } = await served.json<Document>();
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));

/** What is wrong with a value, in the words of the schema that it should fit. */
function faultsOf(value: unknown, schema: Schema): string[] {
  const { error } = shapeOf(schema, components.schemas).safeParse(value);
  return error?.issues.map(({ path, message }) => `${path.join("/")}: ${message}`) ?? [];
}

/** Body and answers as JSON, by where they stand. */
function jsonOf({ requestBody, responses }: Operation): (readonly [string, Media])[] {
  const answers = Object.entries(responses).map(([status, { content }]) => [status, content] as const);
  return [["body", requestBody?.content] as const, ...answers].flatMap(([place, content]) => {
    const media = content?.["application/json"];
    return media ? [[place, media] as const] : [];
  });
}

it.each(operations)(
  "shows for $operationId what it takes and answers, as its schemas have it",
  (operation) => {
    const faults = jsonOf(operation).map(([place, { example, schema }]) => [
      place,
      example === undefined ? ["has no example: add one to src/api/examples"] : faultsOf(example, schema),
    ]);

    expect(faults).toEqual(jsonOf(operation).map(([place]) => [place, []]));
  },
);

it.each(operations)("shows for $operationId a problem of each status", ({ responses }) => {
  const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);

  expect(problems.length).toBeGreaterThan(3);
  for (const [status, { content }] of problems) {
    const refs = Object.values(content?.["application/problem+json"]?.examples ?? {});
    const shown = refs.map(({ $ref }) => components.examples[$ref.replace("#/components/examples/", "")]);
    expect(shown, status).not.toEqual([]);
    for (const example of shown) expect(example?.value).toMatchObject({ status: Number(status) });
  }
});

it.each(Object.entries(components.examples))(
  "shows the problem %s as it would be answered",
  (code, { value }) => {
    expect(faultsOf(value, { $ref: "#/components/schemas/Problem" })).toEqual([]);
    expect(value).toMatchObject({ code });
    expect(Object.keys(PROBLEMS)).toContain(code);
  },
);

it("shows ids, times and addresses in the form that they have", () => {
  const examples = operations.flatMap((operation) => jsonOf(operation).map(([, { example }]) => example));
  const text = JSON.stringify(examples);

  for (const [id] of text.matchAll(/\b(?:ten|src|sub|evt|key|rpl|sec|rej)_[^"/\\]+/g)) {
    expect(id).toMatch(/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/);
  }
  for (const [time] of text.matchAll(/\d{4}-\d\d-\d\dT[^"\\]+/g)) {
    expect(time).toMatch(/^[\d-]{10}T[\d:]{8}\.\d{3}Z$/);
  }
  for (const [, host] of text.matchAll(/https?:\/\/([^"/\\]+)/g))
    expect(host).toMatch(/(?:^|\.)example\.com$/);
});

it("describes every subject that its operations have", () => {
  const used = operations.map((operation) => operation.tags[0]);

  expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(used));
  for (const { description } of tags) expect(description).toMatch(/\.$/);
});
