import * as fc from "fast-check";
import { expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../../src/record/cursor.ts";

it("finds the key again that it was made of, whatever the key", () => {
  const keys = fc.tuple(fc.string({ unit: "grapheme", maxLength: 60 }), fc.string({ maxLength: 60 }));

  fc.assert(
    fc.property(keys, (key) => {
      const cursor = encodeCursor("deliveries", key);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeCursor("deliveries", cursor)).toEqual(key);
    }),
  );
});

it("does not open another list", () => {
  const cursor = encodeCursor("events", ["evt_1"]);

  expect(decodeCursor("deliveries", cursor)).toBeUndefined();
});

it("refuses whatever is no cursor", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(decodeCursor("events", text)).toBeUndefined();
    }),
  );
});

it.each(['["events"]', '["events",1]', '{"0":"events"}', "[", "null"])(
  "refuses the encoded text %s",
  (text) => {
    expect(decodeCursor("events", btoa(text).replaceAll("=", ""))).toBeUndefined();
  },
);

it("refuses a cursor that is far longer than any of ours", () => {
  expect(decodeCursor("events", encodeCursor("events", ["x".repeat(500)]))).toBeUndefined();
});
