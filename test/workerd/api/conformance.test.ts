import { beforeAll, expect, it } from "vitest";
import { type Answer, apiUnderTest, emptyDatabase } from "./api-under-test.ts";
import { type Operation, operationsOf } from "./contract-document.ts";
import { type Things, validRequest } from "./valid-requests.ts";

const api = apiUnderTest();
const operations = await operationsOf(api);

beforeAll(emptyDatabase);

/** Calls an operation. @param params what its path names */
function call({ method, path }: Operation, params: Things, body?: unknown): Promise<Answer> {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  if (method === "GET") return api.get(url);
  if (method === "DELETE") return api.remove(url);
  return method === "PATCH" ? api.patch(url, body) : api.post(url, body);
}

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
