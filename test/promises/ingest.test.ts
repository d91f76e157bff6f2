import { expect, it } from "vitest";
import { fastpixEvent } from "../support/fastpix-event.ts";
import {
  createSender,
  newSourceSecret,
  post,
  signAsFastpix,
  type Receipt,
} from "../support/fastpix-sender.ts";
import type { Scene } from "../support/scene.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
const LIMIT_BYTES = 1_048_576;
const EVENT = Buffer.from(fastpixEvent({ type: "video.media.ready", of: "m1" }).body);

function sign(scene: Scene, body: Uint8Array): Record<string, string> {
  return { "fastpix-signature": signAsFastpix(body, scene.sourceSecret) };
}

function codeOf({ status, body }: Receipt): string {
  const code = typeof body === "object" && body !== null && "code" in body ? String(body.code) : "";
  return `${status} ${code}`;
}

/** Nothing that was refused may leave a trace: the only event there is afterwards is a later one. */
async function expectNothingStored(scene: Scene): Promise<void> {
  const { id } = await scene.tell({ type: "video.media.created", of: "a-later-one" });
  const events = await waitFor("the later one", async () => {
    const listed = await scene.api.events(scene.tenant);
    return listed.length > 0 && listed;
  });
  expect(events.map((event) => event.id)).toEqual([id]);
}

it("answers the provider's probe, unsigned and empty, also while the source has no secret", async () => {
  const scene = await ground.scene();
  const bare = await scene.api.createSource({
    name: "new",
    provider: "fastpix",
    routing: { tenant: scene.tenant },
  });

  const answers = await Promise.all(
    [scene.source, bare].flatMap(({ ingestUrl }) =>
      ["", "{}", " {} \n"].map((body) => post(ingestUrl, Buffer.from(body))),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  await expectNothingStored(scene);
});

it.each([
  ["without id", '{"type":"video.media.ready","object":{"id":"m1"}}'],
  ["without type", '{"id":"e1","object":{"id":"m1"}}'],
  ["with an id that is no text", '{"id":7,"type":"video.media.ready"}'],
  ["with nothing in it, but signed", "{}"],
])("ignores a verified body %s", async (_name, text) => {
  const scene = await ground.scene();

  const { status, body } = await scene.sender.sendBytes(Buffer.from(text));

  expect(status).toBe(200);
  expect(body).toEqual({ ignored: true });
  await expectNothingStored(scene);
});

it.each([
  ["no signature", {}, "401 signature_missing"],
  ["an empty signature", { "fastpix-signature": "" }, "401 signature_missing"],
  ["a signature that is too short", { "fastpix-signature": "abcd" }, "401 signature_malformed"],
  [
    "a signature that is not canonical base64",
    { "fastpix-signature": `${"A".repeat(42)}B=` },
    "401 signature_malformed",
  ],
  [
    "the right length and the wrong value",
    { "fastpix-signature": `${"A".repeat(43)}=` },
    "401 signature_mismatch",
  ],
])("refuses an event with %s", async (_name, headers: Record<string, string>, answer) => {
  const scene = await ground.scene();

  const receipt = await post(scene.source.ingestUrl, EVENT, headers);

  expect(codeOf(receipt)).toBe(answer);
  expect(receipt.headers.get("content-type")).toBe("application/problem+json");
  await expectNothingStored(scene);
});

it("refuses two signatures in one header, even where one is right", async () => {
  const scene = await ground.scene();
  const right = signAsFastpix(EVENT, scene.sourceSecret);

  const receipt = await post(scene.source.ingestUrl, EVENT, { "fastpix-signature": `${right}, ${right}` });

  expect(codeOf(receipt)).toBe("401 signature_malformed");
  await expectNothingStored(scene);
});

it("refuses an event that was signed with the secret's text instead of its bytes", async () => {
  const scene = await ground.scene();
  const asText = Buffer.from(scene.sourceSecret).toString("base64");

  const receipt = await createSender(scene.source.ingestUrl, asText).sendBytes(EVENT);

  expect(codeOf(receipt)).toBe("401 signature_mismatch");
  await expectNothingStored(scene);
});

it("refuses a signed body of which one byte was changed", async () => {
  const scene = await ground.scene();

  const receipt = await post(
    scene.source.ingestUrl,
    Buffer.concat([EVENT, Buffer.from(" ")]),
    sign(scene, EVENT),
  );

  expect(codeOf(receipt)).toBe("401 signature_mismatch");
  await expectNothingStored(scene);
});

it("takes both secrets of a source while it rotates them", async () => {
  const scene = await ground.scene();
  const fresh = newSourceSecret();
  await scene.api.post(`/v1/sources/${scene.source.id}/secrets`, { secret: fresh });

  const statuses = await waitFor("both secrets to be in force", async () => {
    const senders = [scene.sender, createSender(scene.source.ingestUrl, fresh)];
    const receipts = await Promise.all(senders.map((sender) => sender.sendBytes(EVENT)));
    return receipts.every(({ status }) => status === 202) && receipts.map(({ status }) => status);
  });

  expect(statuses).toEqual([202, 202]);
});

it("knows nothing at an unknown source, nor at a disabled one", async () => {
  const scene = await ground.scene();
  await scene.api.patch(`/v1/sources/${scene.source.id}`, { status: "disabled" });
  const unknown = scene.source.ingestUrl.replace(/.{4}$/, "0000");

  const disabled = await waitFor("the source to be disabled", async () => {
    const receipt = await scene.sender.sendBytes(EVENT);
    return receipt.status !== 202 && receipt;
  });

  expect(codeOf(disabled)).toBe("404 not_found");
  expect(codeOf(await createSender(unknown, scene.sourceSecret).sendBytes(EVENT))).toBe("404 not_found");
});

it.each([
  ["announced by its length", (body: Uint8Array<ArrayBuffer>) => body],
  ["in chunks of unknown number", (body: Uint8Array<ArrayBuffer>) => new Blob([body]).stream()],
])("refuses a body over the limit, %s", async (_name, shape) => {
  const scene = await ground.scene();
  const body = new Uint8Array(LIMIT_BYTES + 1).fill(0x20);

  const receipt = await post(scene.source.ingestUrl, shape(body), sign(scene, body));

  expect(codeOf(receipt)).toBe("413 body_too_large");
  await expectNothingStored(scene);
});

it.each([
  ["is not JSON", Buffer.from('{"id":"e1",'), "400 malformed_json"],
  ["is not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "400 malformed_json"],
  ["is a list", Buffer.from('[{"id":"e1","type":"video.media.ready"}]'), "400 not_an_event"],
  ["is a number", Buffer.from("42"), "400 not_an_event"],
  ["is null", Buffer.from("null"), "400 not_an_event"],
])("refuses a verified body that %s", async (_name, body, answer) => {
  const scene = await ground.scene();

  const receipt = await scene.sender.sendBytes(body);

  expect(codeOf(receipt)).toBe(answer);
  await expectNothingStored(scene);
});
