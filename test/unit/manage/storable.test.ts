import { expect, it } from "vitest";
import { storageErrors } from "../../../src/manage/storable.ts";

function pointersOf(value: unknown): string[] {
  return storageErrors(value).map(({ pointer }) => pointer);
}

it("has nothing against text of every plane, numbers, null and nesting", () => {
  expect(storageErrors({ a: ["🎬 é \u202e", 1.5, null, true, { "": "" }] })).toEqual([]);
});

it("finds NUL characters and half surrogate pairs in text", () => {
  expect(pointersOf({ a: "x\u0000", b: ["ok", "\udc00"], c: "\ud83c\udfac" })).toEqual(["/a", "/b/1"]);
});

it("finds names that cannot be stored", () => {
  const named: unknown = JSON.parse('{"a":{"__proto__":1},"b\\u0000":1}');

  expect(pointersOf(named)).toEqual(["/a", ""]);
});

it("stops at 32 levels without using up the stack", () => {
  const deep: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));

  expect(pointersOf(deep)).toEqual(["/0".repeat(32)]);
});

it("tells of 20 places and no more", () => {
  expect(storageErrors(Array.from({ length: 1_000 }, () => "\u0000"))).toHaveLength(20);
});
