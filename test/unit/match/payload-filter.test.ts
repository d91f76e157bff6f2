import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePayloadFilter } from "../../../src/match/payload-filter.ts";
import { readPayload } from "../../../src/match/read-payload.ts";
import { naivelyMatches } from "../../support/naive-filter.ts";

function isMatch(filter: unknown, payload: Record<string, unknown>): boolean {
  return compilePayloadFilter(filter).matches(payload);
}

describe("an operator", () => {
  it.each([
    [{ a: 5 }, { a: 5 }, true],
    [{ a: 5 }, { a: "5" }, false],
    [{ a: { $eq: true } }, { a: 1 }, false],
    [{ a: { $ne: 5 } }, { a: 6 }, true],
    [{ a: { $ne: 5 } }, {}, true],
    [{ a: { $ne: 5 } }, { a: [4, 5] }, false],
    [{ a: { $in: [1, "x", true] } }, { a: "x" }, true],
    [{ a: { $in: [1, "x", true] } }, {}, false],
    [{ a: { $nin: [1, "x"] } }, { a: 2 }, true],
    [{ a: { $nin: [1, "x"] } }, {}, true],
    [{ a: { $gt: 600 } }, { a: 600.5 }, true],
    [{ a: { $gt: 600 } }, { a: 600 }, false],
    [{ a: { $gte: 600 } }, { a: 600 }, true],
    [{ a: { $lt: 600 } }, { a: -1 }, true],
    [{ a: { $lte: 0 } }, { a: 0 }, true],
    [{ a: { $gte: "00:10:00" } }, { a: "00:24:18" }, true],
    [{ a: { $gte: "00:10:00" } }, { a: "00:04:18" }, false],
    [{ a: { $gt: 1, $lt: 5 } }, { a: 3 }, true],
    [{ a: { $gt: 1, $lt: 5 } }, { a: 5 }, false],
    [{ a: { $exists: true } }, { a: null }, true],
    [{ a: { $exists: true } }, {}, false],
    [{ a: { $exists: false } }, {}, true],
    [{ a: { $startsWith: "intro-" } }, { a: "intro-to-geology" }, true],
    [{ a: { $startsWith: "intro-" } }, { a: "Intro-to-geology" }, false],
    [{ a: { $endsWith: ".mp4" } }, { a: "x.mp4" }, true],
    [{ a: { $contains: "news" } }, { a: "evening-news" }, true],
    [{ a: { $contains: "news" } }, { a: ["sport", "evening-news"] }, true],
    [{ a: { $contains: "1" } }, { a: 11 }, false],
    [{ a: { $contains: "\u00e9" } }, { a: "caf\u00e9 \u{1f3ac}" }, true],
    [{ a: { $not: { $gt: 5 } } }, {}, true],
    [{ a: { $not: { $gt: 5, $lt: 9 } } }, { a: 7 }, false],
    [{ $not: { a: 5 } }, { a: 6 }, true],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 3 }, false],
    [{ $or: [{ a: 1 }, { b: 2 }] }, { a: 0, b: 2 }, true],
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
  ])("%j on %j says %s", (filter, payload, matches) => {
    expect(isMatch(filter, payload)).toBe(matches);
  });

  it.each(["$gt", "$gte", "$lt", "$lte"])(
    "%s holds for no value of another kind, and for none at all",
    (operator) => {
      const values = ["700", true, null, {}, [], undefined];

      const held = values.filter((a) => isMatch({ a: { [operator]: 600 } }, { a }));

      expect(held).toEqual([]);
    },
  );

  it.each([
    [null, { a: null }, true],
    [null, {}, true],
    [null, { a: 0 }, false],
    [null, { a: "" }, false],
    [null, { a: [1, null] }, true],
  ])("$eq takes what is missing for %s: in %j %s", (operand, payload, matches) => {
    expect(isMatch({ a: operand }, payload)).toBe(matches);
    expect(isMatch({ a: { $ne: operand } }, payload)).toBe(!matches);
    expect(isMatch({ a: { $in: [operand, "z"] } }, payload)).toBe(matches);
  });
});

describe("a path", () => {
  const TRACKS = { data: { tracks: [{ type: "video" }, { type: "audio", languageCode: "en" }], empty: [] } };

  it.each([
    [{ "data.tracks.type": "audio" }, true],
    [{ "data.tracks.type": { $ne: "audio" } }, false],
    [{ "data.tracks.1.type": "audio" }, true],
    [{ "data.tracks.0.type": "audio" }, false],
    [{ "data.tracks.2.type": { $exists: true } }, false],
    [{ "data.tracks.01.type": { $exists: true } }, false],
    [{ "data.tracks.length": { $exists: true } }, false],
    [{ "data.empty": { $exists: true } }, true],
    [{ "data.empty.x": { $exists: false } }, true],
    [{ "data.tracks.languageCode": { $exists: true } }, true],
  ])("goes through arrays: %j %s", (filter, matches) => {
    expect(isMatch(filter, TRACKS)).toBe(matches);
  });

  it("names a key with a dot, a backslash or a dollar in it by a backslash before it", () => {
    const payload = { "a.b": { "c\\d": 1 }, $set: 2 };

    expect(isMatch({ "a\\.b.c\\\\d": 1, "\\$set": 2 }, payload)).toBe(true);
    expect(isMatch({ "a.b": { $exists: true } }, payload)).toBe(false);
  });

  it.each(["__proto__", "constructor", "toString", "constructor.name", "a.length", "hasOwnProperty"])(
    "finds nothing under %s where the payload has nothing of its own there",
    (path) => {
      expect(isMatch({ [path]: { $exists: true } }, { a: "text" })).toBe(false);
    },
  );

  it("finds a payload's own key whatever it is called", () => {
    const payload = readPayload('{"__proto__":{"a":1},"constructor":2}');

    const filter = compilePayloadFilter({ "__proto__.a": 1, constructor: 2 });

    expect(filter.matches(payload)).toBe(true);
  });
});

describe("a doubt is a miss", () => {
  it.each([{}, null, 5, { a: { $regex: "x" } }, { $where: "1" }, { a: { b: 1 } }])(
    "for the filter %j, which cannot be read: nothing matches, and the reason says so",
    (filter) => {
      const compiled = compilePayloadFilter(filter);

      expect(compiled.matches({ a: 1 })).toBe(false);
      expect(compiled.judge({ a: 1 })).toMatchObject({
        reason: expect.stringMatching(/cannot be read/) as unknown,
      });
    },
  );

  it.each(["[1]", "null", "{", "", '"text"'])(
    "for the body %j, also where the filter asks for something to be missing",
    (body) => {
      const compiled = compilePayloadFilter({ a: { $exists: false } });

      expect(compiled.matches(readPayload(body))).toBe(false);
      expect(compiled.judge(readPayload(body)).matches).toBe(false);
      expect(compiled.matches(readPayload("\uFEFF{}"))).toBe(true);
    },
  );

  it.each([
    ["a list of a million", { a: Array.from({ length: 1_000_000 }, () => 1) }],
    ["texts of a mebibyte", { a: Array.from({ length: 3 }, () => "a".repeat(1_048_576)) }],
  ])("for %s, whatever is asked of it: the test is cut short, and the reason says so", (_, payload) => {
    const asks = [{ a: { $contains: "b" } }, { a: { $ne: 7 } }, { $not: { a: 7 } }];
    const filters = asks.map((ask) => compilePayloadFilter(ask));

    expect(filters.map((filter) => filter.matches(payload))).toEqual([false, false, false]);
    expect(filters.map((filter) => filter.judge(payload))).toEqual(
      asks.map(() => ({ matches: false, reason: expect.stringContaining("cut short") as unknown })),
    );
  });
});

describe("any filter", () => {
  const keys = fc.constantFrom("a", "b", "0", "1", "__proto__");
  const scalars = fc.constantFrom<unknown>(null, true, false, 0, 1, -1, "a", "ab", "b", "", "\u{1f3ac}");
  const paths = fc.array(keys, { minLength: 1, maxLength: 3 }).map((names) => names.join("."));
  const texts = fc.constantFrom("a", "b", "ab");
  const ordered = fc.constantFrom<unknown>(0, 1, "a", "ab");
  const operators = fc
    .record(
      {
        $eq: scalars,
        $ne: scalars,
        $in: fc.array(scalars, { minLength: 1, maxLength: 3 }),
        $nin: fc.array(scalars, { minLength: 1, maxLength: 3 }),
        $gt: ordered,
        $gte: ordered,
        $lt: ordered,
        $lte: ordered,
        $exists: fc.boolean(),
        $startsWith: texts,
        $endsWith: texts,
        $contains: texts,
        $not: ordered.map(($lt) => ({ $lt })),
      },
      { noNullPrototype: true },
    )
    .chain((all) => fc.subarray(Object.entries(all), { minLength: 1, maxLength: 3 }))
    .map((some) => Object.fromEntries(some));
  const fields = fc.dictionary(paths, fc.oneof(scalars, operators), {
    minKeys: 1,
    maxKeys: 2,
    noNullPrototype: true,
  });
  const groups = fc.array(fields, { minLength: 1, maxLength: 3 });
  const filters: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
    fields,
    groups.map(($and) => ({ $and })),
    groups.map(($or) => ({ $or })),
    fields.map(($not) => ({ $not })),
    groups.map(($or) => ({ $not: { $or } })),
  );
  const { value: payloadValues } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      scalars,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 3 }),
    ),
  }));
  // Through JSON, as payloads come: `__proto__` is a key like any other there.
  const payloads = fc
    .dictionary(keys, payloadValues, { maxKeys: 3 })
    .map((value) => readPayload(JSON.stringify(value)) ?? {});

  it("says what the plain reading of its rules says", () => {
    fc.assert(
      fc.property(filters, payloads, (filter, payload) => {
        expect(isMatch(filter, payload)).toBe(naivelyMatches(filter, payload));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives a reason exactly where it does not match", () => {
    fc.assert(
      fc.property(filters, payloads, (filter, payload) => {
        const compiled = compilePayloadFilter(filter);

        const verdict = compiled.judge(payload);

        expect(verdict.matches).toBe(compiled.matches(payload));
        expect("reason" in verdict).toBe(!verdict.matches);
      }),
      { numRuns: 300 },
    );
  });

  it("never throws, whatever is given as filter and payload", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (filter, payload) => {
        expect(typeof compilePayloadFilter(filter).judge(payload).matches).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });
});
