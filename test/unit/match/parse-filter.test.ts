import { expect, it } from "vitest";
import { parseFilter } from "../../../src/match/parse-filter.ts";

function nested(levels: number): unknown {
  return levels === 0 ? { a: 1 } : { $and: [nested(levels - 1)] };
}

function fieldsOf(count: number): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]));
}

it.each([
  ["a field with a value", { "data.trial": false }],
  ["several operators on a field", { "data.maxDuration": { $gt: 60, $lte: 3600, $ne: 90 } }],
  ["groups as deep as they may stand", nested(4)],
  ["as many conditions as there may be", fieldsOf(50)],
  ["a long list", { a: { $in: Array.from({ length: 100 }, (_, index) => index) } }],
  ["a group beside a field", { $or: [{ a: 1 }, { b: 2 }], c: 3 }],
])("takes %s", (_, filter) => {
  expect(parseFilter(filter).ok).toBe(true);
});

it.each([
  [{ a: { $regex: "^x" } }, "a/$regex", "There is no operator"],
  [{ a: { $where: "1" } }, "a/$where", "There is no operator"],
  [{ a: { $GT: 1 } }, "a/$GT", "There is no operator"],
  [{ a: { gt: 1 } }, "a/gt", "There is no operator"],
  [{ a: { constructor: 1 } }, "a/constructor", "There is no operator"],
  [{ $expr: {} }, "$expr", "There is no operator"],
  [{ $gt: 5 }, "$gt", "stands below a field"],
  [{ a: { $gt: null } }, "a/$gt", "have an order"],
  [{ a: { $gt: true } }, "a/$gt", "have an order"],
  [{ a: { $lt: [1] } }, "a/$lt", "have an order"],
  [{ a: [1, 2] }, "a", "Compare with"],
  [{ a: { $eq: { b: 1 } } }, "a/$eq", "Compare with"],
  [{ a: "x".repeat(1_025) }, "a", "at most 1024"],
  [{ a: { $in: [] } }, "a/$in", "list of 1 to 100"],
  [{ a: { $in: "x" } }, "a/$in", "list of 1 to 100"],
  [{ a: { $nin: [[1]] } }, "a/$nin", "list of 1 to 100"],
  [{ a: { $in: Array.from({ length: 101 }, () => 1) } }, "a/$in", "list of 1 to 100"],
  [{ a: { $exists: 1 } }, "a/$exists", "true or false"],
  [{ a: { $startsWith: "" } }, "a/$startsWith", "1 to 1024"],
  [{ a: { $endsWith: 5 } }, "a/$endsWith", "1 to 1024"],
  [{ a: { $contains: "x".repeat(1_025) } }, "a/$contains", "1 to 1024"],
  [{ a: { $not: 5 } }, "a/$not", "object of operators"],
  [{ $not: [{ a: 1 }] }, "$not", "A filter is an object"],
  [{ $or: { a: 1 } }, "$or", "list of filters"],
  [{ $and: [] }, "$and", "list of filters"],
  [{ $or: [{ a: 1 }, 5] }, "$or/1", "A filter is an object"],
  [{ $or: [{ a: 1 }, {}] }, "$or/1", "at least one condition"],
  [{}, "", "at least one condition"],
  [{ a: {} }, "a", "at least one condition"],
  [{ "": 1 }, "", "keys with dots between"],
  [{ "a..b": 1 }, "a..b", "keys with dots between"],
  [{ ".a": 1 }, ".a", "keys with dots between"],
  [{ "a.": 1 }, "a.", "keys with dots between"],
  [{ "a\\": 1 }, "a\\", "does not end with a backslash"],
  [{ "a.b.c.d.e.f.g.h.i.j.k": 1 }, "a.b.c.d.e.f.g.h.i.j.k", "at most 10 keys"],
  [{ ["a".repeat(257)]: 1 }, "a".repeat(257), "at most 256 characters"],
  [nested(5), "$and/0/$and/0/$and/0/$and/0/$and", "at most 4 deep"],
  [fieldsOf(51), "", "at most 50 conditions"],
  [{ a: { $in: Array.from({ length: 9 }, () => "x".repeat(500)) } }, "", "at most 4096 characters"],
  [[], "", "A filter is an object"],
  [null, "", "A filter is an object"],
  ["x", "", "A filter is an object"],
  [undefined, "", "A filter is an object"],
])("refuses %j at %s", (filter, place, message) => {
  const parsed = parseFilter(filter);

  const problems = parsed.ok ? [] : parsed.problems;
  expect(problems.map(({ path }) => path.join("/"))).toEqual([place]);
  expect(problems[0]?.message).toContain(message);
});

it("tells everything that is wrong at once", () => {
  const parsed = parseFilter({ a: { $gt: null, $regex: 1 }, $or: [{ "b.": 1 }] });

  expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path.join("/"))).toEqual([
    "a/$gt",
    "a/$regex",
    "$or/0/b.",
  ]);
});
