import { expect, it } from "vitest";
import { acknowledge } from "../support/fastpix-sender.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const LIMIT_BYTES = 1_048_576;

function bodyOf(id: string, extra: string): string {
  return `{"id":"${id}","type":"video.media.updated","object":{"type":"media","id":"m1"},"data":{"id":"m1","x":${extra}}}`;
}

function ofBytes(bytes: number): string {
  const bare = bodyOf("large", '""').length;
  return bodyOf("large", `"${"x".repeat(bytes - bare)}"`);
}

const BODIES: [string, Buffer][] = [
  ["with odd whitespace", Buffer.from(`\r\n\t ${bodyOf("a", "[1 ,\n\t2,   3]")}\n\n `)],
  ["with a byte order mark", Buffer.from(`\uFEFF${bodyOf("b", "1")}`)],
  ["with characters of several bytes", Buffer.from(bodyOf("c", '"žluťoučký кот 映像 🎬"'))],
  [
    "with escapes that could be written shorter",
    Buffer.from(bodyOf("d", String.raw`"\u00e9\/\u0000\ud83c"`)),
  ],
  [
    "with keys twice and numbers that JavaScript cannot hold",
    Buffer.from(bodyOf("e", '{"n":1e400,"n":12345678901234567890}')),
  ],
  ["of exactly the limit", Buffer.from(ofBytes(LIMIT_BYTES))],
  [
    "of nothing but quotes, where escaping doubles every byte",
    Buffer.from(bodyOf("f", JSON.stringify('"'.repeat(400_000)))),
  ],
];

it.each(BODIES)("delivers a body %s byte for byte", async (_name, body) => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();

  const { id } = acknowledge(
    await scene.sender.sendBytes(body, { "content-type": "application/json; charset=utf-8" }),
  );
  const request = await waitFor("the delivery", () => receiver.deliveries[0]);
  const event = await waitFor("the record of it", async () => {
    const seen = await scene.api.event(scene.tenant, id);
    return seen.status === "delivered" && seen;
  });

  expect(request.body.equals(body)).toBe(true);
  expect(request.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(event.payload).toMatchObject({ type: "video.media.updated" });
});

it("delivers the same bytes at every attempt", async () => {
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe((_request, seen) => ({
    kind: "answer",
    status: seen < 2 ? 500 : 204,
  }));
  const body = Buffer.from(`\uFEFF ${bodyOf("again", '"é\\u00e9"')}`);

  acknowledge(await scene.sender.sendBytes(body));
  await waitFor("three attempts", () => receiver.deliveries.length === 3);

  expect(receiver.deliveries.map((request) => request.body.equals(body))).toEqual([true, true, true]);
});
