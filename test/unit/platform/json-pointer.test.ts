import { expect, it } from "vitest";
import { parsePointer, valueAt } from "../../../src/platform/json-pointer.ts";

// The document of RFC 6901 section 5, with the pointers and values that the RFC gives.
const DOCUMENT = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

it.each([
  ["", DOCUMENT],
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/c%d", 2],
  ["/e^f", 3],
  ["/g|h", 4],
  ["/i\\j", 5],
  ['/k"l', 6],
  ["/ ", 7],
  ["/m~0n", 8],
])("finds what the RFC finds at %j", (pointer, value) => {
  expect(valueAt(DOCUMENT, parsePointer(pointer))).toEqual(value);
});

it.each([
  "/bar",
  "/foo/2",
  "/foo/-",
  "/foo/00",
  "/foo/length",
  "/foo/0/x",
  "/constructor",
  "/__proto__",
  "/foo/map",
])("finds nothing at %j", (pointer) => {
  expect(valueAt(DOCUMENT, parsePointer(pointer))).toBeUndefined();
});

it("unescapes ~01 to ~1 and not to a slash", () => {
  expect(parsePointer("/a~01b")).toEqual(["a~1b"]);
});

it("looks into no null", () => {
  expect(valueAt({ data: null }, ["data", "id"])).toBeUndefined();
});
