import { expect, it } from "vitest";
import { readPayload } from "../../../src/ingest/payload.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";

it("reads an object and keeps its text", () => {
  expect(readPayload(toUtf8('{ "id": "é" }'))).toEqual({
    result: "object",
    payload: { id: "é" },
    text: '{ "id": "é" }',
  });
});

it("reads past a byte order mark and keeps it in the text", () => {
  const body = toUtf8('\uFEFF{"id":"e1"}');

  const read = readPayload(body);

  expect(read).toMatchObject({ result: "object", payload: { id: "e1" } });
  expect(read.result === "object" && toUtf8(read.text)).toEqual(body);
});

it.each(["", " ", "{", "{}{}", "hello", "{'id':1}", '\uFEFF\uFEFF{"id":"e1"}'])(
  "does not take %j for JSON",
  (text) => {
    expect(readPayload(toUtf8(text))).toEqual({ result: "not-json", why: "syntax" });
  },
);

it("does not take bytes for JSON that are not UTF-8", () => {
  const body = new Uint8Array([...toUtf8('{"id":"'), 0xff, ...toUtf8('"}')]);

  expect(readPayload(body)).toEqual({ result: "not-json", why: "not-utf8" });
});

it.each(["[]", "null", "1", '"text"', "true"])("does not take %s for an event", (text) => {
  expect(readPayload(toUtf8(text)).result).toBe("not-an-event");
});

it("reads nesting of any depth without falling over", () => {
  const depth = 200_000;

  const read = readPayload(toUtf8(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`));

  expect(read.result).toBe("object");
});
