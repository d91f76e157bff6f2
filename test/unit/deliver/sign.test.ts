import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { signFastpix, signStandard } from "../../../src/deliver/sign.ts";
import { createSigningKeys } from "../../../src/deliver/signing-keys.ts";
import { fromCanonicalBase64, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";

const ENCRYPTION_KEY = toBase64(new Uint8Array(32).fill(7));
const OTHER_SECRET = `whsec_${toBase64(new Uint8Array(32).fill(9))}`;

/** The key as deliveries get it: sealed, opened, imported. */
async function keyOf(secret: string): Promise<CryptoKey> {
  const sealer = createSealer(ENCRYPTION_KEY);
  return createSigningKeys(sealer).keyOf(await sealer.seal(secret, "subscription:sub_1"), "sub_1");
}

/** What the reference library says of a request. It parses what it has verified, and so may complain about JSON. */
function verdictOf(secret: string, body: string, headers: Record<string, string>): string {
  try {
    new Webhook(secret).verify(body, headers);
    return "verified";
  } catch (failure) {
    return String(failure);
  }
}

// Published by standard-webhooks/standard-webhooks in its libraries' own tests; the last one is recomputed there.
const VECTORS = [
  {
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
  {
    secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
    timestamp: 1649367553,
    body: '{"email":"test@example.com","username":"test_user"}',
    signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
  },
];

describe("the Standard Webhooks signature", () => {
  it.each(VECTORS)("equals the published one of $id", async ({ secret, signature, id, timestamp, body }) => {
    const signed = await signStandard({ id, timestamp, body: toUtf8(body) }, [await keyOf(secret)]);

    expect(signed).toBe(signature);
  });

  it.each([
    ["plain JSON", '{"type":"video.media.ready"}'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["line ends of both kinds", '{\r\n"a":1\n}'],
    ["nothing at all", ""],
    ["a mebibyte of quotes", '"'.repeat(1024 * 1024)],
  ])("verifies with the reference library over %s", async (_, body) => {
    const secret = VECTORS[0]?.secret ?? "";
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = await signStandard({ id: "evt_1", timestamp, body: toUtf8(body) }, [
      await keyOf(secret),
    ]);

    const headers = {
      "webhook-id": "evt_1",
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signature,
    };

    expect(new Webhook(secret).sign("evt_1", new Date(timestamp * 1000), body)).toBe(signature);
    expect(verdictOf(secret, body, headers)).not.toMatch(/signature/i);
  });

  it("is made over bytes: two bodies that no text tells apart are signed differently", async () => {
    const key = await keyOf(OTHER_SECRET);
    const sign = (byte: number) =>
      signStandard({ id: "evt_1", timestamp: 1, body: new Uint8Array([0x22, byte, 0x22]) }, [key]);

    expect(await sign(0xff)).not.toBe(await sign(0xfe));
  });

  it("carries one part per secret while secrets overlap, and each verifies alone", async () => {
    const [older, newer] = [VECTORS[0]?.secret ?? "", OTHER_SECRET];
    const body = '{"a":1}';
    const timestamp = Math.floor(Date.now() / 1000);
    const keys = [await keyOf(newer), await keyOf(older)];

    const signature = await signStandard({ id: "evt_1", timestamp, body: toUtf8(body) }, keys);

    const headers = {
      "webhook-id": "evt_1",
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signature,
    };
    expect(signature.split(" ")).toHaveLength(2);
    expect(new Webhook(newer).verify(body, headers)).toEqual({ a: 1 });
    expect(new Webhook(older).verify(body, headers)).toEqual({ a: 1 });
    expect(() => new Webhook(`whsec_${toBase64(new Uint8Array(32))}`).verify(body, headers)).toThrow(
      "No matching signature",
    );
  });
});

describe("the FastPix signature", () => {
  it("is what FastPix itself would send: bare base64 over the body, keyed with the decoded secret", async () => {
    const bytes = fromCanonicalBase64("ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=") ?? new Uint8Array();
    const body =
      '{"type":"video.media.ready","object":{"type":"media","id":"m1"},"id":"e1","workspace":{"id":"w1","name":"Development"},"status":"ready","data":{"id":"m1"},"createdAt":"2026-05-11T20:42:16.361817248Z","attempts":[]}';

    const signature = await signFastpix(toUtf8(body), await keyOf(`whsec_${toBase64(bytes)}`));

    expect(signature).toBe("1vxEg1Q5qBAzBpFkHqxkUvV55HupFO+D9o21oxK1l9k=");
  });
});

describe("a sealed secret", () => {
  it("opens only for the row it was sealed for, and only with its key", async () => {
    const sealer = createSealer(ENCRYPTION_KEY);
    const sealed = await sealer.seal(OTHER_SECRET, "subscription:sub_1");
    const other = createSealer(toBase64(new Uint8Array(32).fill(8)));

    expect(await sealer.open(sealed, "subscription:sub_1")).toBe(OTHER_SECRET);
    expect(sealed).not.toContain(OTHER_SECRET.slice(6));
    await expect(sealer.open(sealed, "subscription:sub_2")).rejects.toThrow("");
    await expect(other.open(sealed, "subscription:sub_1")).rejects.toThrow("was sealed with key");
  });

  it("opens with the key before as well, while there is one, and is sealed with the present key", async () => {
    const [old, fresh] = [ENCRYPTION_KEY, toBase64(new Uint8Array(32).fill(8))];
    const row = "subscription:sub_1";
    const sealer = createSealer(fresh, old);

    const before = await createSealer(old).seal(OTHER_SECRET, row);
    const after = await sealer.seal(OTHER_SECRET, row);

    expect([await sealer.open(before, row), await sealer.open(after, row)]).toEqual([
      OTHER_SECRET,
      OTHER_SECRET,
    ]);
    expect(await createSealer(fresh).open(after, row)).toBe(OTHER_SECRET);
    await expect(createSealer(fresh).open(before, row)).rejects.toThrow("was sealed with key");
  });

  it("names the old key where that has the wrong form", () => {
    expect(() => createSealer(ENCRYPTION_KEY, "short")).toThrow("ENCRYPTION_KEY_OLD");
  });

  it("is refused with a word about what to do when the key has the wrong form", () => {
    expect(() => createSealer("short")).toThrow("openssl rand -base64 32");
  });
});
