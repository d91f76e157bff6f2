import { expect, it } from "vitest";
import {
  authenticate,
  requireOperator,
  requireWriter,
  type TenantPrincipal,
} from "../../../src/manage/principal.ts";
import { requirePassage } from "../../../src/manage/walls.ts";

const ADMIN_KEY = "an-admin-key-of-some-length";
const OPERATOR = { kind: "operator" } as const;
const MANAGER: TenantPrincipal = {
  kind: "tenant",
  tenantId: "ten_1",
  tenantUid: "acme",
  role: "manage",
  keyId: "key_1",
  lastUsedAt: null,
};
const READER: TenantPrincipal = { ...MANAGER, role: "read" };
// Nobody asks a database about what has not the form of a key.
const db = {} as unknown as D1Database;

it("knows the operator by the admin key", async () => {
  expect(await authenticate(ADMIN_KEY, { adminKey: ADMIN_KEY, db })).toEqual(OPERATOR);
});

it.each(["", " ", `${ADMIN_KEY} `, ADMIN_KEY.slice(0, -1), ADMIN_KEY.toUpperCase(), `${ADMIN_KEY}\u0000`])(
  "knows nobody by %j",
  async (key) => {
    expect(await authenticate(key, { adminKey: ADMIN_KEY, db })).toBeUndefined();
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

it.each([
  ["GET", "/v1/tenants/ten_1"],
  ["PATCH", "/v1/tenants/ten_1/subscriptions/sub_1"],
  ["POST", "/v1/tenants/acme/subscriptions"],
  ["GET", "/v1/event-types"],
])("lets a tenant's key pass to %s %s", (method, path) => {
  expect(() => requirePassage(MANAGER, { method, path })).not.toThrow();
});

it.each([
  ["GET", "/v1/tenants/ten_2", "no tenant"],
  ["DELETE", "/v1/tenants/ten_2/subscriptions/sub_1", "no tenant"],
  ["GET", "/v1/tenants/ten_1x/events", "no tenant"],
  ["GET", "/v1/tenants/null", "no tenant"],
  ["GET", "/v1/tenants", "Only the operator"],
  ["GET", "/v1/tenants/", "Only the operator"],
  ["POST", "/v1/sources", "Only the operator"],
  ["GET", "/v1/whatever-comes-next", "Only the operator"],
])("keeps a tenant's key from %s %s", (method, path, why) => {
  expect(() => requirePassage({ ...MANAGER, tenantUid: null }, { method, path })).toThrow(why);
});

it("tells a key that may only read nothing about another tenant", () => {
  const asked = { method: "POST", path: "/v1/tenants/ten_2/subscriptions" };

  expect(() => requirePassage(READER, asked)).toThrow("no tenant");
  expect(() => requirePassage(READER, { ...asked, path: "/v1/tenants/acme/subscriptions" })).toThrow(
    "may only read",
  );
});
