import fc from "fast-check";
import { expect, it } from "vitest";
import { indexFilters } from "../../../src/match/filter-index.ts";
import { compilePayloadFilter } from "../../../src/match/payload-filter.ts";
import type { Payload } from "../../../src/match/read-payload.ts";

/** Filters by their place, null for none. Counts how often one of them is tested. */
function indexOf(filters: readonly unknown[]) {
  const tested: number[] = [];
  const filtered = filters.map((written, owner) => {
    if (written === null) return { owner, filter: null };
    const filter = compilePayloadFilter(written);
    const matches = (payload: Payload | undefined) => {
      tested.push(owner);
      return filter.matches(payload);
    };
    return { owner, filter: { ...filter, matches } };
  });
  return { ...indexFilters(filtered), tested };
}

const value = fc.constantFrom<unknown>(0, 1, -0, "a", "b", null, true, [0, "a"], ["b", ["a"]]);
const scalar = fc.constantFrom<unknown>(0, 1, "a", "b", null, true);
const field = fc.constantFrom("x", "y", "list.x", "list.0.x");
const equality = fc.tuple(field, scalar).map(([name, wanted]) => ({ [name]: wanted }));
const among = fc
  .tuple(field, fc.array(scalar, { minLength: 1, maxLength: 3 }))
  .map(([name, list]) => ({ [name]: { $in: list } }));
const other = fc
  .tuple(field, fc.constantFrom("$ne", "$gt", "$exists", "$contains"))
  .map(([name, operator]) => ({ [name]: { [operator]: operator === "$exists" ? true : "a" } }));
const condition = fc.oneof(equality, among, other);
const filter = fc.oneof(
  condition,
  fc.array(condition, { minLength: 1, maxLength: 3 }).map((all) => ({ $and: all })),
  fc.array(condition, { minLength: 1, maxLength: 3 }).map((any) => ({ $or: any })),
  condition.map((inner) => ({ $not: inner })),
  fc.constant(null),
);
const payload = fc.record(
  { x: value, y: value, list: fc.array(fc.record({ x: value }, { requiredKeys: [] }), { maxLength: 3 }) },
  { requiredKeys: [] },
);

it("finds what testing every filter finds, in the same order", () => {
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 8 }), payload, (filters, given) => {
      const expected = filters.flatMap((each, owner) =>
        each === null || compilePayloadFilter(each).matches(given) ? [owner] : [],
      );

      expect(indexOf(filters).matching(given)).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

it("tests only those of a thousand filters that ask for the value that the payload has", () => {
  const ofCustomer = (at: number) => ({ "data.status": "ready", "data.customer": `customer-${at % 500}` });
  const index = indexOf(Array.from({ length: 1_000 }, (_, at) => ofCustomer(at)));

  const found = index.matching({ data: { status: "ready", customer: "customer-7" } });

  expect(found).toEqual([7, 507]);
  expect(index.tested).toEqual([7, 507]);
});

it("tests what asks for no value each time, and finds it in its place among the others", () => {
  const index = indexOf([{ a: { $gt: 1 } }, { a: 2 }, null, { a: { $not: { $eq: 3 } } }, { a: 4 }]);

  expect(index.matching({ a: 2 })).toEqual([0, 1, 2, 3]);
  expect(index.tested).not.toContain(4);
});

it("finds a field that is missing where a filter asks for null", () => {
  const index = indexOf([{ a: null }, { a: { $in: ["x", null] } }, { a: "x" }]);

  expect([index.matching({}), index.matching({ a: "x" })]).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

it("gives a body that cannot be read to those without a filter alone", () => {
  expect(indexOf([{ a: 1 }, null, { a: { $ne: 1 } }]).matching(undefined)).toEqual([1]);
});

it("looks as far into a large payload as a filter by itself", () => {
  const filters = [{ list: 9_000 }, { list: 20_000 }];
  const list = Array.from({ length: 30_000 }, (_, at) => at);
  const alone = filters.map((each) => compilePayloadFilter(each).matches({ list }));

  expect(alone).toEqual([true, false]);
  expect(indexOf(filters).matching({ list })).toEqual([0]);
});
