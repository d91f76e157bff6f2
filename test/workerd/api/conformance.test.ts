import { beforeAll, expect, it } from "vitest";
import { type Answer, type ApiUnderTest, apiUnderTest, emptyDatabases } from "./api-under-test.ts";
import { allIn } from "./databases.ts";
import { type Operation, operationsOf } from "./contract-document.ts";
import { type Things, validRequest } from "./valid-requests.ts";

const api = apiUnderTest();
const operations = await operationsOf(api);

beforeAll(emptyDatabases);

/** Calls operations of an API. @param params what the path names */
function callOf({ get, remove, patch, post }: ApiUnderTest) {
  return ({ method, path }: Operation, params: Things, body?: unknown): Promise<Answer> => {
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
    if (method === "GET") return get(url);
    if (method === "DELETE") return remove(url);
    return method === "PATCH" ? patch(url, body) : post(url, body);
  };
}

const call = callOf(api);

/** Whether an answer is one that the document knows, of the documented kind and shape. */
function expectDocumented(operation: Operation, { status, headers, json }: Answer): void {
  const documented = operation.answers.get(status);
  expect([...operation.answers.keys()]).toContain(status);
  const type = headers.get("content-type")?.split(";", 1).join("") ?? undefined;
  expect(type).toBe(documented?.type);
  const problems = documented?.shape.safeParse(json).error?.issues ?? [];
  expect(problems).toEqual([]);
}

it("covers the whole contract", () => {
  expect(operations.length).toBeGreaterThan(25);
});

it.each(operations)("answers a valid $id as it is documented", async (operation) => {
  const { params, body } = await validRequest(operation, api);

  const answer = await call(operation, params, body);

  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
  expectDocumented(operation, answer);
});

it.each(operations.filter(({ path }) => path.includes("{")))(
  "answers $id about nothing that there is with a documented problem",
  async (operation) => {
    const { body } = await validRequest(operation, api);
    const nothing = { tenant: "none", source: "none", subscription: "sub_none", secret: "sec_none" };

    const answer = await call(
      operation,
      { ...nothing, event: "evt_none", delivery: "dlv_none", key: "key_none", replay: "rpl_none" },
      body,
    );

    expect(answer.status).toBe(404);
    expectDocumented(operation, answer);
  },
);

it.each(operations.filter(({ hasRequiredBody }) => hasRequiredBody))(
  "answers $id with a body that is none of its own with a documented problem",
  async (operation) => {
    const { params } = await validRequest(operation, api);

    const answers = [
      await call(operation, params, { nobody: "knows this field" }),
      await call(operation, params, [1]),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    for (const answer of answers) expectDocumented(operation, answer);
  },
);

it.each(operations)(
  "answers a valid $id the same where the record is in another database",
  async (operation) => {
    const apart = apiUnderTest({ records: allIn("RECORD_1") });
    const { params, body } = await validRequest(operation, apart);

    const answer = await callOf(apart)(operation, params, body);

    expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
    expectDocumented(operation, answer);
  },
);
