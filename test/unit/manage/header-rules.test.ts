import { expect, it } from "vitest";
import { headerProblems } from "../../../src/manage/subscriptions/header-rules.ts";

it.each([
  {},
  { authorization: "Bearer a.b-c" },
  { "X-Team": "video team", "x-empty": "" },
  { "x-a": "tab\tinside" },
])("lets %j through", (headers) => {
  expect(headerProblems(headers)).toEqual([]);
});

it.each([
  "webhook-id",
  "Webhook-Signature",
  "HOOKLANE-anything",
  "host",
  "Content-Length",
  "content-type",
  "connection",
  "Transfer-Encoding",
  "user-agent",
  "fastpix-signature",
  "cf-connecting-ip",
  "proxy-authorization",
  "x-forwarded-for",
])("keeps %s for itself", (name) => {
  expect(headerProblems({ [name]: "x" })).toEqual([
    { name, message: expect.stringContaining("reserved") as unknown },
  ]);
});

it.each(["", "some:thing", "some\u0000thing", "two words", "ümlaut", "x".repeat(129)])(
  "refuses %j as a name",
  (name) => {
    expect(headerProblems({ [name]: "x" })).toHaveLength(1);
  },
);

it.each(["line\nbreak", "carriage\rreturn", "nul\u0000", " leading", "trailing ", "é", "\u007f"])(
  "refuses %j as a value",
  (value) => {
    expect(headerProblems({ "x-a": value })).toHaveLength(1);
  },
);

it("refuses one name in two spellings", () => {
  const problems = headerProblems({ "x-team": "a", "X-Team": "b" });

  expect(problems.map(({ name }) => name)).toEqual(["X-Team"]);
});

it("refuses more than 20 headers, and more than 4,096 characters in all", () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, "v"]));
  const long = { "x-a": "v".repeat(2_100), "x-b": "v".repeat(2_100) };

  expect(headerProblems(many)).toEqual([{ message: expect.stringContaining("20") as unknown }]);
  expect(headerProblems(long)).toEqual([{ message: expect.stringContaining("4096") as unknown }]);
});
