import { beforeAll, expect, it } from "vitest";
import { fromCanonicalBase64, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { importSecret, importUndecoded } from "../../../src/verify/import-secret.ts";
import { SCHEMES } from "../../../src/verify/schemes.ts";
import { verify, type VerifyingSecret } from "../../../src/verify/verify.ts";

// A known answer, computed with node:crypto: the text "fastpix-demo-signing-key-0123456" signs the body below.
const SECRET = "ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=";
const BODY = toUtf8(
  '{"type":"video.media.ready","object":{"type":"media","id":"m1"},"id":"e1","workspace":{"id":"w1","name":"Development"},"status":"ready","data":{"id":"m1"},"createdAt":"2026-05-11T20:42:16.361817248Z","attempts":[]}',
);
const SIGNATURE = "1vxEg1Q5qBAzBpFkHqxkUvV55HupFO+D9o21oxK1l9k=";
const SIGNED_WITH_UNDECODED_SECRET = "WRXOHFdh/z1VFXzVdBCVP+Fqztomwl/67JRC/JLPMrw=";
const SIGNED_WITH_LENIENTLY_DECODED_WHSEC = "jfoVJj8KXLqPmFHKvI3So0rfU2v77sgzAUK5fubNF4Q=";

const OTHER_SECRET = toBase64(new Uint8Array(32).fill(7));

let secret: VerifyingSecret;
let other: VerifyingSecret;

beforeAll(async () => {
  secret = { id: "sec_1", key: await importSecret(SCHEMES.fastpix, SECRET) };
  other = { id: "sec_2", key: await importSecret(SCHEMES.fastpix, OTHER_SECRET) };
});

function check(signature: string | null, more: { secrets?: VerifyingSecret[]; body?: Uint8Array } = {}) {
  const headers = new Headers(signature === null ? {} : { "FastPix-Signature": signature });
  const request = { headers, body: more.body ?? BODY };
  const undecodedKeys = async () => [await importUndecoded(SECRET)];
  return verify(SCHEMES.fastpix, request, { secrets: more.secrets ?? [secret], undecodedKeys, now: 0 });
}

it("lets the known answer in and says which secret made it", async () => {
  expect(BODY).toHaveLength(214);
  expect(await check(SIGNATURE)).toEqual({ result: "verified", secretId: "sec_1" });
});

it.each([
  ["newest", 0],
  ["oldest", 1],
])("tries every secret while two overlap, the %s one included", async (_, place) => {
  const secrets = place === 0 ? [secret, other] : [other, secret];

  expect(await check(SIGNATURE, { secrets })).toEqual({ result: "verified", secretId: "sec_1" });
});

it("tells a sender that signs with the undecoded secret apart, and refuses it", async () => {
  expect(await check(SIGNED_WITH_UNDECODED_SECRET)).toEqual({
    result: "mismatch",
    hint: "matches-with-undecoded-secret",
  });
});

it("refuses what a lenient decoder makes of a whsec_ secret", async () => {
  expect(await check(SIGNED_WITH_LENIENTLY_DECODED_WHSEC)).toEqual({ result: "mismatch" });
});

it("refuses a body in which a single bit differs", async () => {
  const body = BODY.slice();
  body[100] = (body[100] ?? 0) ^ 1;

  expect(await check(SIGNATURE, { body })).toEqual({ result: "mismatch" });
});

it("refuses the right signature under another secret", async () => {
  expect(await check(SIGNATURE, { secrets: [other] })).toEqual({ result: "mismatch" });
});

it.each([[null], [""], ["   "]])("calls the header %j missing", async (value) => {
  expect(await check(value)).toEqual({ result: "missing", header: "fastpix-signature" });
});

it.each([
  ["two values", `${SIGNATURE}, ${SIGNATURE}`, "several-values"],
  ["no padding", SIGNATURE.slice(0, -1), "wrong-length"],
  ["one character too many", `${SIGNATURE}=`, "wrong-length"],
  ["hexadecimal", "d6".repeat(32), "wrong-length"],
  ["the URL-safe alphabet", SIGNATURE.replace("+", "-"), "not-base64"],
  ["a character of no alphabet", SIGNATURE.replace("1", "!"), "not-base64"],
  ["33 bytes", toBase64(new Uint8Array(33)), "wrong-length"],
  ["31 bytes", toBase64(new Uint8Array(31)), "wrong-length"],
  ["a last character with stray bits", SIGNATURE.replace("9k=", "9l="), "not-base64"],
  ["a space inside", SIGNATURE.replace("q", " "), "not-base64"],
])("calls a signature malformed that has %s", async (_, signature, why) => {
  expect(await check(signature)).toEqual({ result: "malformed", header: "fastpix-signature", why });
});

it("finds out about the form of a signature before it misses a secret", async () => {
  const [missing, malformed, wellFormed] = await Promise.all([
    check(null, { secrets: [] }),
    check("short", { secrets: [] }),
    check(SIGNATURE, { secrets: [] }),
  ]);

  expect([missing.result, malformed.result, wellFormed.result]).toEqual([
    "missing",
    "malformed",
    "no-secret",
  ]);
});

it("makes the undecoded keys only after a mismatch", async () => {
  let asked = 0;
  const undecodedKeys = async () => {
    asked += 1;
    return [await importUndecoded(SECRET)];
  };
  const ask = (signature: string) => {
    const headers = new Headers({ "fastpix-signature": signature });
    return verify(SCHEMES.fastpix, { headers, body: BODY }, { secrets: [secret], undecodedKeys, now: 0 });
  };

  await ask(SIGNATURE);
  await ask("malformed");
  expect(asked).toBe(0);

  await ask(SIGNED_WITH_LENIENTLY_DECODED_WHSEC);
  expect(asked).toBe(1);
});

it("verifies an empty body like any other", async () => {
  const raw = fromCanonicalBase64(SECRET) ?? new Uint8Array();
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const body = new Uint8Array(0);
  const signature = toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, body)));

  expect(await check(signature, { body })).toMatchObject({ result: "verified" });
});
