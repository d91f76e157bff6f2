import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { signStandard } from "../../../src/deliver/sign.ts";
import { fromCanonicalBase64, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { verify, type WebhookRequest } from "../../../src/receiver/receiver.ts";
import { AT_SECONDS, EVENT, now, OTHER_SECRET, reasonOf, SECRET, signedHeaders } from "./signed.ts";

const WRONG = `v1,${toBase64(new Uint8Array(32))}`;
const GENUINE = signedHeaders(EVENT)["webhook-signature"] ?? "";

function check(headers: Record<string, string>, body: string | Uint8Array = EVENT) {
  return reasonOf(verify({ headers, body }, { secrets: SECRET, now }));
}

async function signOver(body: Uint8Array, secret = SECRET): Promise<Record<string, string>> {
  const bytes = fromCanonicalBase64(secret.slice("whsec_".length)) ?? new Uint8Array();
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await signStandard({ id: "evt_1", timestamp: AT_SECONDS, body }, [key]);
  return signedHeaders("", { "webhook-signature": signature });
}

describe("verify takes", () => {
  it.each([
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="],
    ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="],
  ])(
    "the published signature for the secret %s: it gets as far as the body's meaning",
    async (secrets, signature) => {
      const request = {
        headers: {
          "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp": "1614265330",
          "webhook-signature": signature,
        },
        body: '{"test": 2432232314}',
      };

      const reason = await reasonOf(verify(request, { secrets, now: () => 1_614_265_330_000 }));

      // The published body has no type; a signature that is not genuine is found out before that.
      expect(reason).toBe("not_an_event");
    },
  );

  it.each([
    ["plain JSON", EVENT],
    ["line ends of both kinds", '{\r\n"type":"x"\n}'],
    ["text beyond ASCII", '{"type":"x","title":"Flüsse 🌊"}'],
  ])("what the reference library signs: %s", async (_, body) => {
    expect(await check(signedHeaders(body), body)).toBe("genuine");
  });

  it.each([
    [
      "a Request",
      () =>
        new Request("https://acme.example", { method: "POST", headers: signedHeaders(EVENT), body: EVENT }),
    ],
    ["Headers and bytes", () => ({ headers: new Headers(signedHeaders(EVENT)), body: toUtf8(EVENT) })],
    [
      "a record in capitals and an ArrayBuffer",
      () => ({ headers: inCapitals(), body: toUtf8(EVENT).slice().buffer }),
    ],
    ["text", () => ({ headers: signedHeaders(EVENT), body: EVENT })],
  ] satisfies [string, () => WebhookRequest][])("%s", async (_, make) => {
    const delivery = await verify(make(), { secrets: SECRET, now });

    expect(delivery).toMatchObject({ id: "evt_1", timestamp: AT_SECONDS, type: "video.media.ready" });
  });

  it("either of two secrets while one replaces the other, and either of two signatures", async () => {
    const headers = signedHeaders(EVENT, { "webhook-signature": `${WRONG} v2,abc ${GENUINE} ${WRONG}` });
    const secrets = [OTHER_SECRET, SECRET];

    const delivery = await verify({ headers, body: EVENT }, { secrets, now });

    expect(delivery.id).toBe("evt_1");
  });

  it.each([-300, 300])("a timestamp %i s from the clock", async (skew) => {
    const reason = await reasonOf(
      verify(
        { headers: signedHeaders(EVENT), body: EVENT },
        { secrets: SECRET, now: () => now() - skew * 1000 },
      ),
    );

    expect(reason).toBe("genuine");
  });

  it("the largest body that the router sends", async () => {
    const body = `{"type":"x","pad":"${"x".repeat(1024 * 1024 - 21)}"}`;

    expect(toUtf8(body)).toHaveLength(1024 * 1024);
    expect(await check(await signOver(toUtf8(body)), body)).toBe("genuine");
  });
});

describe("verify refuses", () => {
  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("a request without %s", async (name) => {
    const { [name]: _left, ...headers } = signedHeaders(EVENT);

    expect(await check(headers)).toBe("header_missing");
    expect(await check({ ...headers, [name]: "" })).toBe("header_missing");
  });

  it.each([
    "hello",
    `${AT_SECONDS}abc`,
    `${AT_SECONDS}.9`,
    ` ${AT_SECONDS}`,
    `-${AT_SECONDS}`,
    "1e9",
    "0x1",
    "9".repeat(13),
  ])("the timestamp %o", async (timestamp) => {
    expect(await check(signedHeaders(EVENT, { "webhook-timestamp": timestamp }))).toBe("header_malformed");
  });

  it.each([
    ["too old", 301, "timestamp_too_old"],
    ["in the future", -301, "timestamp_in_future"],
  ])("a timestamp %s", async (_, ahead, expected) => {
    const clock = () => now() + ahead * 1000;

    const reason = await reasonOf(
      verify({ headers: signedHeaders(EVENT), body: EVENT }, { secrets: SECRET, now: clock }),
    );

    expect(reason).toBe(expected);
  });

  it.each([
    ["another timestamp than was signed", { "webhook-timestamp": String(AT_SECONDS + 1) }],
    ["another id than was signed", { "webhook-id": "evt_2" }],
    ["a wrong signature", { "webhook-signature": WRONG }],
    ["a signature with its last byte changed", { "webhook-signature": GENUINE.replace(/.=$/, "A=") }],
  ])("%s", async (_, own) => {
    expect(await check(signedHeaders(EVENT, own))).toBe("signature_mismatch");
  });

  it.each([
    "v1,",
    GENUINE.slice(0, 8),
    `${GENUINE},junk`,
    GENUINE.replace("v1,", "v2,"),
    GENUINE.replace(/=$/, ""),
    "v1,invalid_signature",
  ])("the signature %o", async (signature) => {
    expect(await check(signedHeaders(EVENT, { "webhook-signature": signature }))).toBe("header_malformed");
  });

  it("a body in which a byte that no text shows was changed", async () => {
    const [signed, sent] = [0xff, 0xfe].map((byte) => new Uint8Array([0x22, byte, 0x22]));

    expect(await check(await signOver(signed ?? new Uint8Array()), sent)).toBe("signature_mismatch");
  });

  it.each(["", "[]", '"video.media.ready"', '{"type":1}', "{"])(
    "a genuine body that is no event: %o",
    async (body) => {
      expect(await check(signedHeaders(body), body)).toBe("not_an_event");
    },
  );

  it("a header that came twice in Node's form", async () => {
    const headers = { ...signedHeaders(EVENT), "webhook-id": ["evt_1", "evt_2"] };

    expect(await reasonOf(verify({ headers, body: EVENT }, { secrets: SECRET, now }))).toBe(
      "header_malformed",
    );
  });

  it("a body without end, and reads no more of it than the router could have sent", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = { headers: new Headers(signedHeaders(EVENT)), body: endless, bodyUsed: false };

    expect(await reasonOf(verify(request, { secrets: SECRET, now }))).toBe("body_too_large");
    expect(pulled).toBeLessThan(20);
  });
});

describe("verify does not call it the sender's fault", () => {
  it.each([
    [[]],
    [""],
    ["whsec_"],
    ["whsec_c2hvcnQ="],
    [`${SECRET} `],
    ["hwsec_C2FVsBQIhrscChlQIM+b5sSYspob7oDazfgh"],
  ])("when a secret has the wrong form: %o", async (secrets) => {
    const failure = await reasonOf(verify({ headers: signedHeaders(EVENT), body: EVENT }, { secrets, now }));

    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).not.toContain("C2FVsBQI");
  });

  it("when a parser has had the body", async () => {
    const request = new Request("https://acme.example", {
      method: "POST",
      headers: signedHeaders(EVENT),
      body: EVENT,
    });
    await request.json();
    const parsed = { headers: signedHeaders(EVENT), body: JSON.parse(EVENT) as string };

    expect(String(await reasonOf(verify(request, { secrets: SECRET, now })))).toMatch(
      /TypeError.*read already/,
    );
    expect(String(await reasonOf(verify(parsed, { secrets: SECRET, now })))).toMatch(/TypeError.*raw bytes/);
  });
});

it("reads where the delivery stands", async () => {
  const headers = signedHeaders(EVENT, {
    "hooklane-event-type": "video.media.ready",
    "hooklane-category": "media,live_stream",
    "hooklane-stream": "media:m%C3%BCll",
    "hooklane-sequence": "9",
    "hooklane-position": "7",
    "hooklane-attempt": "2",
    "hooklane-replay": "rpl_1",
    "hooklane-late": "true",
  });

  const {
    body: _,
    event: _event,
    ...place
  } = await verify({ headers, body: EVENT }, { secrets: SECRET, now });

  expect(place).toEqual({
    id: "evt_1",
    timestamp: AT_SECONDS,
    type: "video.media.ready",
    categories: ["media", "live_stream"],
    stream: "media:müll",
    sequence: 9,
    position: 7,
    attempt: 2,
    replayId: "rpl_1",
    late: true,
  });
});

it("agrees with the reference library about what the router signs", async () => {
  const body = toUtf8(EVENT);
  const headers = await signOver(body, OTHER_SECRET);

  expect(headers["webhook-signature"]).toBe(
    new Webhook(OTHER_SECRET).sign("evt_1", new Date(AT_SECONDS * 1000), EVENT),
  );
  expect(await reasonOf(verify({ headers, body }, { secrets: OTHER_SECRET, now }))).toBe("genuine");
});

function inCapitals(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(signedHeaders(EVENT)).map(([name, value]) => [name.toUpperCase(), value]),
  );
}
