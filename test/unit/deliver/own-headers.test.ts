import { expect, it } from "vitest";
import { createOwnHeaders, openHeaders, sealHeaders } from "../../../src/deliver/own-headers.ts";
import { toBase64 } from "../../../src/platform/bytes.ts";
import { createSealer, type Sealer } from "../../../src/platform/seal.ts";
import type { Sealed } from "../../../src/platform/sealed.ts";

const SEALER = createSealer(toBase64(new Uint8Array(32).fill(7)));
const HEADERS = { authorization: "Bearer abc", "X-Team": "video" };

/** A sealer that counts what it opens, and breaks while it is told to. */
function countingSealer() {
  const counts = { opened: 0, breaking: false };
  const sealer: Sealer = {
    ...SEALER,
    open(sealed: Sealed, row: string) {
      counts.opened += 1;
      return counts.breaking ? Promise.reject(new Error("broken")) : SEALER.open(sealed, row);
    },
  };
  return { counts, sealer };
}

it("seals names and values, for the headers of this subscription alone", async () => {
  const stored = await sealHeaders(SEALER, HEADERS, "sub_1");

  expect(stored).toMatch(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9+/=]+$/);
  expect(await openHeaders(SEALER, stored, "sub_1")).toEqual(HEADERS);
  await expect(openHeaders(SEALER, stored, "sub_2")).rejects.toThrow("");
  await expect(SEALER.open(stored as Sealed, "subscription:sub_1")).rejects.toThrow("");
});

it("leaves no headers as they are, and takes headers that were stored in clear", async () => {
  expect(await sealHeaders(SEALER, {}, "sub_1")).toEqual({});
  expect(await openHeaders(SEALER, HEADERS, "sub_1")).toBe(HEADERS);
});

it("opens once what is sent many times, and what failed again", async () => {
  const { counts, sealer } = countingSealer();
  const { headersOf } = createOwnHeaders(sealer);
  const stored = await sealHeaders(sealer, HEADERS, "sub_1");
  counts.breaking = true;
  await expect(headersOf(stored, "sub_1")).rejects.toThrow("broken");
  counts.breaking = false;

  const sent = [await headersOf(stored, "sub_1"), await headersOf(stored, "sub_1")];

  expect(sent).toEqual([HEADERS, HEADERS]);
  expect(counts.opened).toBe(2);
});

it("opens nothing for headers in clear", async () => {
  const { counts, sealer } = countingSealer();

  expect(await createOwnHeaders(sealer).headersOf({}, "sub_1")).toEqual({});
  expect(counts.opened).toBe(0);
});
