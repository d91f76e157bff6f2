import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, HooklaneError, type Client } from "../../src/client/client.ts";
import {
  createInbox,
  verify,
  WebhookVerificationError,
  type VerifiedDelivery,
} from "../../src/receiver/receiver.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { acknowledge, createSender, newSourceSecret } from "../support/fastpix-sender.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

/** A tenant's server, written with hooklane/receiver as its documentation has it. */
function tenantServer() {
  const secrets: string[] = [];
  const taken: VerifiedDelivery[] = [];
  const refused: string[] = [];
  const notices: string[] = [];
  const inbox = createInbox({ startsAt: "one" });
  let failures = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const delivery = await verify({ headers: request.headers, body: await buffer(request) }, { secrets });
      if (failures-- > 0) throw new Error("the tenant's database is away");
      const notice = await inbox.take(delivery, () => void taken.push(delivery));
      notices.push(notice.kind);
      response.writeHead(204).end();
    } catch (failure) {
      const isForged = failure instanceof WebhookVerificationError;
      if (isForged) refused.push(failure.reason);
      response.writeHead(isForged ? 401 : 500).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  return {
    server,
    secrets,
    taken,
    refused,
    notices,
    failNext(times: number) {
      failures = times;
    },
  };
}

describe("a program with the client, and a tenant with the receiver", () => {
  const tenant = tenantServer();
  let hooklane: Client;
  let url: string;
  beforeAll(async () => {
    const { url: router, adminKey } = ground.product();
    hooklane = createClient({ url: router, key: adminKey });
    tenant.server.listen(0, "127.0.0.1");
    await once(tenant.server, "listening");
    const { port } = tenant.server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/fastpix`;
  });
  afterAll(async () => {
    tenant.server.closeAllConnections();
    tenant.server.close();
    await once(tenant.server, "close");
  });

  it("agree about every event: made, routed, signed, retried, verified, taken once, and listed", async () => {
    const secret = newSourceSecret();
    const { id } = await hooklane.createTenant({ uid: "client-test", name: "Acme" });
    const source = await hooklane.createSource({
      name: "S",
      provider: "fastpix",
      secret,
      routing: { tenant: id },
    });
    const subscription = await hooklane.createSubscription("client-test", { url, retrySchedule: [1, 1, 1] });
    tenant.secrets.push(subscription.secret);
    tenant.failNext(1);

    const sender = createSender(source.ingestUrl, secret);
    for (const type of ["video.media.created", "video.media.ready", "video.media.brand_new"]) {
      acknowledge(await sender.send(fastpixEvent({ type, of: "m-1" })));
    }
    await waitFor("the tenant has all three", () => (tenant.taken.length >= 3 ? true : undefined));

    expect(tenant.notices).toEqual(["new", "new", "new"]);
    expect(tenant.refused).toEqual([]);
    expect(tenant.taken.map(({ type, position, attempt }) => `${type} ${position} ${attempt}`)).toEqual([
      "video.media.created 1 2",
      "video.media.ready 2 1",
      "unknown 3 1",
    ]);
    const listed = await waitFor("the record has all three", async () => {
      const deliveries = await hooklane.listDeliveries(id, { limit: 1, status: "delivered" }).toArray(10);
      return deliveries.length === 3 ? deliveries : undefined;
    });
    expect(listed.map(({ eventId }) => eventId).toReversed()).toEqual(
      tenant.taken.map((delivery) => delivery.id),
    );
    const [newest] = listed;
    expect(await hooklane.showDelivery(id, newest?.id ?? "")).toMatchObject({
      attempts: [{ statusCode: 204 }],
    });
  });

  it("tell a test from an event, and the endpoint takes it", async () => {
    const [subscription] = await hooklane.listSubscriptions("client-test").toArray(1);

    const attempt = await hooklane.testSubscription("client-test", subscription?.id ?? "", {
      eventType: "video.live_stream.active",
    });

    expect(attempt).toMatchObject({ statusCode: 204, eventType: "video.live_stream.active" });
    expect(tenant.notices.at(-1)).toBe("test");
  });

  it("say what is wrong by a code and the fields", async () => {
    const call = hooklane.createSubscription("client-test", { url: "nowhere", timeoutSeconds: 900 });

    const failure: unknown = await call.catch((caught: unknown) => caught);

    expect(failure).toBeInstanceOf(HooklaneError);
    expect(failure).toMatchObject({ code: "invalid", status: 422 });
    const pointers = failure instanceof HooklaneError ? failure.errors.map(({ pointer }) => pointer) : [];
    expect(pointers).toEqual(expect.arrayContaining(["/timeoutSeconds"]));
  });

  it("know their key: without it nothing is said", async () => {
    const stranger = createClient({ url: ground.product().url, key: "nobody" });

    await expect(stranger.listTenants().page()).rejects.toMatchObject({
      code: "credentials_invalid",
      status: 401,
    });
  });

  it("refuse what the router did not sign", async () => {
    const answer = await fetch(url, { method: "POST", body: '{"type":"video.media.deleted"}' });

    expect(answer.status).toBe(401);
    expect(tenant.refused).toEqual(["header_missing"]);
  });
});
