import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { concatBytes, toHex, toUtf8 } from "../../../src/platform/bytes.ts";
import { importSecret } from "../../../src/verify/import-secret.ts";
import type { Claim, Scheme } from "../../../src/verify/schemes.ts";
import { verify } from "../../../src/verify/verify.ts";

// Rows of other providers' kinds, to hold the table to its word: a scheme is data and needs no other code.
const TIMED_HEX: Scheme = {
  header: "mux-signature",
  readClaim(value): Claim {
    const fields = value.split(",").map((field) => field.split("="));
    const time = fields.find(([name]) => name === "t")?.[1] ?? "";
    const signatures = fields.filter(([name]) => name === "v1").map(([, text]) => text ?? "");
    return { result: "claimed", signatures, prefix: `${time}.`, timestampSeconds: Number(time) };
  },
  keyEncoding: "text",
  signatureEncoding: "hex",
  toleranceSeconds: 300,
};
const STANDARD: Scheme = {
  header: "webhook-signature",
  readClaim(value, headers): Claim {
    const time = headers.get("webhook-timestamp") ?? "";
    const signatures = value.split(" ").map((part) => part.slice("v1,".length));
    const prefix = `${headers.get("webhook-id")}.${time}.`;
    return { result: "claimed", signatures, prefix, timestampSeconds: Number(time) };
  },
  keyEncoding: "base64",
  signatureEncoding: "base64",
  toleranceSeconds: 300,
};

const BODY = toUtf8('{"test": 2432232314}');
const AT_SECONDS = 1_614_265_330;
const TEXT_SECRET = "a-signing-secret-as-text";

async function timed(): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", toUtf8(TEXT_SECRET), algorithm, false, ["sign"]);
  const signed = concatBytes(toUtf8(`${AT_SECONDS}.`), BODY);
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, signed)));
}

async function checkTimed(header: string, nowSeconds = AT_SECONDS) {
  const secrets = [{ id: "sec_1", key: await importSecret(TIMED_HEX, TEXT_SECRET) }];
  const request = { headers: new Headers({ "mux-signature": header }), body: BODY };
  return verify(TIMED_HEX, request, { secrets, now: nowSeconds * 1000 });
}

it("takes a row with a signed time, text keys and hexadecimal signatures", async () => {
  expect(await checkTimed(`t=${AT_SECONDS},v1=${await timed()}`)).toMatchObject({ result: "verified" });
});

it("lets any one of several signatures of one header match", async () => {
  const header = `t=${AT_SECONDS},v1=${"0".repeat(64)},v1=${await timed()}`;

  expect(await checkTimed(header)).toMatchObject({ result: "verified" });
});

it.each([300, -300])("bears with a clock that is %i s ahead", async (ahead) => {
  const verification = await checkTimed(`t=${AT_SECONDS},v1=${await timed()}`, AT_SECONDS + ahead);

  expect(verification.result).toBe("verified");
});

it.each([301, -301])("does not bear with a clock that is %i s ahead, and says by how much", async (ahead) => {
  const verification = await checkTimed(`t=${AT_SECONDS},v1=${await timed()}`, AT_SECONDS + ahead);

  expect(verification).toEqual({ result: "outside-tolerance", skewSeconds: -ahead });
});

it.each([
  ["ff", "wrong-length"],
  ["zz".repeat(32), "not-hex"],
])("calls the hexadecimal signature %s malformed", async (text, why) => {
  expect(await checkTimed(`t=${AT_SECONDS},v1=${text}`)).toMatchObject({ result: "malformed", why });
});

it("agrees with the standardwebhooks library on a row for its signatures", async () => {
  const secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const signature = new Webhook(`whsec_${secret}`).sign(
    "msg_1",
    new Date(AT_SECONDS * 1000),
    '{"test": 2432232314}',
  );
  const headers = new Headers({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(AT_SECONDS),
    "webhook-signature": signature,
  });
  const secrets = [{ id: "sec_1", key: await importSecret(STANDARD, secret) }];

  const verification = await verify(STANDARD, { headers, body: BODY }, { secrets, now: AT_SECONDS * 1000 });

  expect(verification).toEqual({ result: "verified", secretId: "sec_1" });
});
