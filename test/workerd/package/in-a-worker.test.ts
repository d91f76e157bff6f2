import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createClient } from "../../../src/client/client.ts";
import { fromCanonicalBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { verify } from "../../../src/receiver/receiver.ts";
import { signStandard } from "../../../src/deliver/sign.ts";
import { apiUnderTest, emptyDatabase, ORIGIN } from "../api/api-under-test.ts";

beforeEach(emptyDatabase);

it("the client calls the API from a Worker, by a fetch of its own", async () => {
  const { send } = apiUnderTest();
  const hooklane = createClient({
    url: ORIGIN,
    key: env.ADMIN_KEY,
    fetch: async (url, init) => {
      const { status, json } = await send(init.method ?? "GET", url.slice(ORIGIN.length), init);
      return Response.json(json, { status });
    },
  });

  const { id } = await hooklane.createTenant({ uid: "acme", name: "Acme" });

  expect(await hooklane.listTenants().toArray(10)).toMatchObject([{ id, uid: "acme" }]);
  await expect(hooklane.showTenant("nobody")).rejects.toMatchObject({ code: "not_found", status: 404 });
});

it("the client takes the platform's fetch with all that it asks of it", async () => {
  const hooklane = createClient({ url: ORIGIN, key: "k", maxRetries: 0 });
  const { signal } = new AbortController();

  // What answers in these tests is no router.
  await expect(hooklane.showTenant("acme", { signal })).rejects.toMatchObject({
    code: "unreadable_answer",
    status: 502,
  });
});

it("the receiver verifies a Request in a Worker", async () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const body = '{"id":"e-1","type":"video.live_stream.active","data":{"streamId":"s-1"}}';
  const timestamp = Math.floor(Date.now() / 1000);
  const bytes = fromCanonicalBase64(secret.slice("whsec_".length)) ?? new Uint8Array();
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(timestamp),
    "webhook-signature": await signStandard({ id: "evt_1", timestamp, body: toUtf8(body) }, [key]),
  };

  const delivery = await verify(new Request(ORIGIN, { method: "POST", headers, body }), { secrets: secret });

  expect(delivery).toMatchObject({
    id: "evt_1",
    type: "video.live_stream.active",
    event: { data: { streamId: "s-1" } },
  });
});
