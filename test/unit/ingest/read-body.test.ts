import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_BODY_BYTES, readBody } from "../../../src/ingest/read-body.ts";
import { messageOf, streamOf } from "./builders.ts";

it("reads no body as an empty one", async () => {
  expect(await readBody(messageOf(null), 0)).toEqual({ result: "read", body: new Uint8Array(0) });
});

it("puts any chunks together byte for byte, whatever was declared", async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 });
  const declared = fc.integer({ min: 0, max: 2_000 });

  await fc.assert(
    fc.asyncProperty(chunks, declared, async (parts, declaredBytes) => {
      const read = await readBody(messageOf(streamOf(...parts).stream), declaredBytes);

      const expected = Uint8Array.from(parts.flatMap((part) => [...part]));
      expect(read).toEqual({ result: "read", body: expected });
      expect(read.result === "read" && read.body.buffer.byteLength).toBe(expected.byteLength);
    }),
  );
});

it("hands the one chunk of an undeclared body on without a copy", async () => {
  const chunk = new Uint8Array([1, 2, 3]);

  const read = await readBody(messageOf(streamOf(chunk).stream), 0);

  expect(read.result === "read" && read.body).toBe(chunk);
});

it("counts a declared body all the same", async () => {
  const lie = new Uint8Array(1_048_577);

  const read = await readBody(messageOf(streamOf(lie).stream), 3);

  expect(read).toEqual({ result: "too-large" });
});

it("does not take the rest of a shared buffer along", async () => {
  const view = new Uint8Array(4_096).subarray(10, 13);

  const read = await readBody(messageOf(streamOf(view).stream), 3);

  expect(read.result === "read" && read.body.buffer.byteLength).toBe(3);
});

it("reads a body of exactly the limit", async () => {
  const half = new Uint8Array(MAX_BODY_BYTES / 2).fill(7);

  const read = await readBody(messageOf(streamOf(half, half).stream), 0);

  expect(read.result === "read" && read.body.byteLength).toBe(MAX_BODY_BYTES);
});

it("refuses by what is declared, whatever comes", async () => {
  expect(await readBody(messageOf(streamOf(new Uint8Array(1)).stream), MAX_BODY_BYTES + 1)).toEqual({
    result: "too-large",
  });
});

it("counts for itself where the declared size is a lie", async () => {
  const part = new Uint8Array(MAX_BODY_BYTES / 2);

  const read = await readBody(messageOf(streamOf(part, part, new Uint8Array(1)).stream), 10);

  expect(read).toEqual({ result: "too-large" });
});

it.each([
  ["to the end of a body that is a little too large, so that its sender sees the answer", 4, false],
  ["no further than that in one without an end", 100, true],
])("reads on %s", async (_, megabytes, cancelled) => {
  const chunks = Array.from({ length: megabytes }, () => new Uint8Array(MAX_BODY_BYTES));
  const { stream, isCancelled } = streamOf(...chunks);

  const read = await readBody(messageOf(stream), 0);

  expect(read).toEqual({ result: "too-large" });
  expect(isCancelled()).toBe(cancelled);
});

it.each([0, MAX_BODY_BYTES + 1])(
  "tells a sender that goes away after declaring %i from one that is done",
  async (declared) => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("connection reset")),
    });

    expect(await readBody(messageOf(stream), declared)).toEqual({ result: "interrupted" });
  },
);
