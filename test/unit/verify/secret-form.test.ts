import { expect, it } from "vitest";
import { toBase64 } from "../../../src/platform/bytes.ts";
import { importSecret } from "../../../src/verify/import-secret.ts";
import { SCHEMES } from "../../../src/verify/schemes.ts";
import { checkSecret } from "../../../src/verify/secret-form.ts";

const SECRET = "ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=";
const TEXT_SCHEME = { ...SCHEMES.fastpix, keyEncoding: "text" } as const;

it("takes a good secret as it is", () => {
  expect(checkSecret(SCHEMES.fastpix, SECRET)).toEqual({ result: "ok", secret: SECRET });
});

it.each([` ${SECRET}`, `${SECRET} `, `${SECRET}\n`, `\t${SECRET}\r\n`])("trims %j and says so", (text) => {
  const form = checkSecret(SCHEMES.fastpix, text);

  expect(form).toEqual({
    result: "ok",
    secret: SECRET,
    warning: "Whitespace around the secret was removed.",
  });
});

it.each([
  ["", "empty"],
  ["   ", "empty"],
  ["!!!", "not-base64"],
  [SECRET.slice(0, -1), "not-base64"],
  [SECRET.replace("Y=", "Z="), "not-base64"],
  [`${SECRET.slice(0, 8)} ${SECRET.slice(8)}`, "not-base64"],
  ["-_-_-_-_-_-_-_-_-_-_-_-_", "not-base64"],
  [`whsec_${SECRET}`, "prefixed"],
  [toBase64(new Uint8Array(15)), "too-short"],
  ["A".repeat(2_000), "too-long"],
])("refuses %j: %s", (text, problem) => {
  expect(checkSecret(SCHEMES.fastpix, text)).toMatchObject({ result: "problem", problem });
});

it("draws the line at 16 decoded bytes", () => {
  expect(checkSecret(SCHEMES.fastpix, toBase64(new Uint8Array(16)))).toMatchObject({ result: "ok" });
});

it("explains the prefix of another scheme and never repeats the secret", () => {
  const form = checkSecret(SCHEMES.fastpix, `whsec_${SECRET}`);

  expect(form.result === "problem" && form.message).toContain('no "whsec_" in front');
  expect(JSON.stringify(form)).not.toContain(SECRET);
});

it("takes any text of 16 bytes for a scheme whose keys are text", () => {
  expect(checkSecret(TEXT_SCHEME, "whsec_is-my-text")).toMatchObject({ result: "ok" });
  expect(checkSecret(TEXT_SCHEME, "fifteen-letters")).toMatchObject({ problem: "too-short" });
});

it("refuses to import what it did not let through", async () => {
  await expect(importSecret(SCHEMES.fastpix, "not base64")).rejects.toThrow("canonical base64");
});
