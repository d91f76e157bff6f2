import { expect, it } from "vitest";
import { authenticate, requireOperator, requireWriter } from "../../../src/manage/principal.ts";

const ADMIN_KEY = "an-admin-key-of-some-length";
const OPERATOR = { kind: "operator" } as const;
const MANAGER = { kind: "tenant", tenantId: "ten_1", role: "manage" } as const;
const READER = { kind: "tenant", tenantId: "ten_1", role: "read" } as const;

it("knows the operator by the admin key", async () => {
  expect(await authenticate(ADMIN_KEY, { adminKey: ADMIN_KEY })).toEqual(OPERATOR);
});

it.each(["", " ", `${ADMIN_KEY} `, ADMIN_KEY.slice(0, -1), ADMIN_KEY.toUpperCase(), `${ADMIN_KEY}\u0000`])(
  "knows nobody by %j",
  async (key) => {
    expect(await authenticate(key, { adminKey: ADMIN_KEY })).toBeUndefined();
  },
);

it("keeps the operator's things from tenants", () => {
  expect(() => requireOperator(OPERATOR)).not.toThrow();
  expect(() => requireOperator(MANAGER)).toThrow("Only the operator");
});

it("lets a key that may only read change nothing", () => {
  expect(() => requireWriter(OPERATOR)).not.toThrow();
  expect(() => requireWriter(MANAGER)).not.toThrow();
  expect(() => requireWriter(READER)).toThrow("may only read");
});
