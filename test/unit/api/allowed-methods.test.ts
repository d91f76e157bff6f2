import { expect, it } from "vitest";
import { allowedMethods } from "../../../src/api/allowed-methods.ts";

const ROUTES = [
  { method: "get", path: "/v1/tenants" },
  { method: "post", path: "/v1/tenants" },
  { method: "delete", path: "/v1/tenants/{tenant}" },
];

it.each([
  ["/v1/tenants", ["GET", "POST", "HEAD"]],
  ["/v1/tenants/acme", ["DELETE"]],
  ["/v1/tenants/", []],
  ["/v1/tenants/acme/x", []],
  ["/v1", []],
])("knows the methods of %s", (path, methods) => {
  expect(allowedMethods(ROUTES, path)).toEqual(methods);
});
