import { expect, it } from "vitest";
import { isKeyText, newKeyText } from "../../../src/manage/keys/key-text.ts";

it("has a form that a secret scanner finds, and never twice the same", () => {
  const keys = Array.from({ length: 200 }, newKeyText);

  for (const key of keys) expect(key).toMatch(/^hl_[0-9A-Za-z]{49}$/);
  expect(keys.every(isKeyText)).toBe(true);
  expect(new Set(keys).size).toBe(keys.length);
});

it("is told apart from a mistyped one by its checksum", () => {
  const key = newKeyText();
  const typos = Array.from(key.slice(3), (char, at) => {
    const other = char === "a" ? "b" : "a";
    return `${key.slice(0, at + 3)}${other}${key.slice(at + 4)}`;
  });

  expect(typos.filter(isKeyText)).toEqual([]);
});

it.each(["", "hl_", "hl_1", "HL_", `hl_${"0".repeat(49)}`, "0".repeat(43)])("is not %j", (text) => {
  expect(isKeyText(text)).toBe(false);
});

it("spells the CRC-32 that other programs compute", () => {
  // crc32 of 43 times "0" is 0x7849568f: python3 -c 'import zlib; print(hex(zlib.crc32(b"0" * 43)))'
  expect(isKeyText(`hl_${"0".repeat(43)}2CZclj`)).toBe(true);
});
