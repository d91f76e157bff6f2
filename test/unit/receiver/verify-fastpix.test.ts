import { expect, it } from "vitest";
import { toUtf8 } from "../../../src/platform/bytes.ts";
import { verifyFastpix } from "../../../src/receiver/receiver.ts";
import { reasonOf } from "./signed.ts";

// Computed with two independent implementations from a made-up secret.
const SECRET = "ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=";
const SIGNATURE = "1vxEg1Q5qBAzBpFkHqxkUvV55HupFO+D9o21oxK1l9k=";
const BODY =
  '{"type":"video.media.ready","object":{"type":"media","id":"m1"},"id":"e1","workspace":{"id":"w1","name":"Development"},"status":"ready","data":{"id":"m1"},"createdAt":"2026-05-11T20:42:16.361817248Z","attempts":[]}';

function check(signature: string | undefined, secrets: string | string[] = SECRET) {
  return reasonOf(verifyFastpix({ headers: { "FastPix-Signature": signature }, body: BODY }, { secrets }));
}

it("takes what FastPix signs, and gives its event", async () => {
  const headers = new Headers({ "fastpix-signature": SIGNATURE });

  const { type, event, body } = await verifyFastpix({ headers, body: toUtf8(BODY) }, { secrets: SECRET });

  expect({ type, event }).toEqual({ type: "video.media.ready", event: JSON.parse(BODY) as unknown });
  expect(body).toEqual(toUtf8(BODY));
});

it("takes either of two secrets, with or without whsec_", async () => {
  expect(
    await check(SIGNATURE, [`whsec_${btoa("another secret of 32 bytes ......")}`, `whsec_${SECRET}`]),
  ).toBe("genuine");
});

it.each([
  [
    "made with the secret's text for a key",
    "WRXOHFdh/z1VFXzVdBCVP+Fqztomwl/67JRC/JLPMrw=",
    "signature_mismatch",
  ],
  [
    "made with a leniently decoded whsec_ secret",
    "jfoVJj8KXLqPmFHKvI3So0rfU2v77sgzAUK5fubNF4Q=",
    "signature_mismatch",
  ],
  ["that came twice", `${SIGNATURE}, ${SIGNATURE}`, "header_malformed"],
  ["without its padding", SIGNATURE.slice(0, -1), "header_malformed"],
  ["of another length", "AAAA", "header_malformed"],
  ["that is empty", "", "header_missing"],
  ["that is not there", undefined, "header_missing"],
])("refuses a signature %s", async (_, signature, reason) => {
  expect(await check(signature)).toBe(reason);
});
