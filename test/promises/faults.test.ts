import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { FullDeliveryView } from "../../src/manage/events/event.schema.ts";
import type { Behaviour } from "../support/behaviour.ts";
import { OK, startReceiver } from "../support/receiver.ts";
import type { Scene, Seat } from "../support/scene.ts";
import { SELF_SIGNED } from "../support/self-signed.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();

const OK_HEAD = "HTTP/1.1 200 OK\r\n";
const HEADER_BYTES = 2_000_000; // beyond what workerd takes; 300,000 it takes

function raw(bytes: string, ending: "close" | "reset" | "stay" = "close"): Behaviour {
  return { kind: "raw", bytes, ending };
}

/** The subscription's only delivery, once it fits. */
function deliveryOf(
  scene: Scene,
  { subscription }: Pick<Seat, "subscription">,
  fits: (delivery: FullDeliveryView) => boolean,
): Promise<FullDeliveryView> {
  return waitFor("the record of it", async () => {
    const [listed] = await scene.api.deliveries(scene.tenant, { subscription: subscription.id });
    if (!listed) return undefined;
    const delivery = await scene.api.delivery(scene.tenant, listed.id);
    return fits(delivery) && delivery;
  });
}

const FAILURES: [string, Behaviour, { error: string; statusCode?: number }][] = [
  ["no answer at all", { kind: "hang" }, { error: "timeout" }],
  ["an answer that comes too late", { kind: "delay", ms: 3000, next: OK }, { error: "timeout" }],
  ["headers that never end", { kind: "header-drip" }, { error: "timeout" }],
  ["headers without the promised body", { kind: "headers-only" }, { error: "timeout", statusCode: 200 }],
  ["a body that drips without end", { kind: "drip" }, { error: "timeout", statusCode: 200 }],
  ["a reset before the headers", { kind: "reset" }, { error: "connection_lost" }],
  ["a reset amid the headers", raw(`${OK_HEAD}content-ty`, "reset"), { error: "connection_lost" }],
  [
    "a reset amid the body",
    raw(`${OK_HEAD}content-length: 9\r\n\r\nhal`, "reset"),
    { error: "connection_lost", statusCode: 200 },
  ],
  ["an end before the headers", raw(""), { error: "connection_lost" }],
  [
    "an end before the promised length",
    raw(`${OK_HEAD}content-length: 9\r\n\r\nhal`),
    { error: "connection_lost", statusCode: 200 },
  ],
  [
    "a chunk that is none",
    raw(`${OK_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`),
    { error: "connection_lost", statusCode: 200 },
  ],
  [
    "a packed answer that does not unpack",
    raw(`${OK_HEAD}content-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello`),
    { error: "connection_lost", statusCode: 200 },
  ],
  ["something that is not HTTP", raw("this is not HTTP\r\n\r\n", "stay"), { error: "connection_lost" }],
  [
    "a header without measure",
    raw(`${OK_HEAD}x-bomb: ${"x".repeat(HEADER_BYTES)}\r\ncontent-length: 0\r\n\r\n`),
    { error: "connection_lost" },
  ],
  [
    "two lengths for one body",
    raw(`${OK_HEAD}content-length: 2\r\ncontent-length: 5\r\n\r\nhello`),
    { error: "connection_lost" },
  ],
  [
    "a change of protocol that nobody asked for",
    raw("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    { error: "http_status", statusCode: 101 },
  ],
  [
    "a status that no standard knows",
    raw("HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n"),
    { error: "http_status", statusCode: 999 },
  ],
  ["403", { kind: "answer", status: 403 }, { error: "http_status", statusCode: 403 }],
  ["500", { kind: "answer", status: 500 }, { error: "http_status", statusCode: 500 }],
];

it.concurrent.each(FAILURES)(
  "records %s as what it is, and tries again",
  async (_name, behaviour, expected) => {
    const scene = await ground.scene();
    const seat = await scene.subscribe((_request, seen) => (seen === 0 ? behaviour : OK), {
      timeoutSeconds: 3,
    });

    await scene.tell({ type: "video.media.ready", of: "m1" });
    const delivery = await deliveryOf(scene, seat, ({ status }) => status === "delivered");

    const [first, second, ...more] = delivery.attempts;
    expect({ error: first?.error, statusCode: first?.statusCode }).toEqual({
      statusCode: undefined,
      ...expected,
    });
    expect(second).toMatchObject({ statusCode: 204 });
    expect(more).toEqual([]);
  },
);

const SUCCESSES: [string, Behaviour, number][] = [
  [
    "hints ahead of it",
    raw(`HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n${OK_HEAD}content-length: 0\r\n\r\n`),
    200,
  ],
  ["a body where none may be", raw("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello"), 204],
  ["a status for a part", { kind: "answer", status: 206 }, 206],
];

it.concurrent.each(SUCCESSES)(
  "takes a success with %s for a success",
  async (_name, behaviour, statusCode) => {
    const scene = await ground.scene();
    const seat = await scene.subscribe(() => behaviour);

    await scene.tell({ type: "video.media.ready", of: "m1" });
    const delivery = await deliveryOf(scene, seat, ({ status }) => status === "delivered");

    expect(delivery.attempts).toMatchObject([{ statusCode }]);
    expect(delivery.attempts[0]?.error).toBeUndefined();
  },
);

it.concurrent("takes an endless answer at its status, says so, and holds no connection", async () => {
  const scene = await ground.scene();
  const seat = await scene.subscribe(() => ({ kind: "endless-body" }), { timeoutSeconds: 25 });

  await scene.tell({ type: "video.media.created", of: "m1" });
  const delivery = await deliveryOf(scene, seat, ({ status }) => status === "delivered");
  await waitFor("the connection to be closed", () => seat.receiver.connections() === 0);

  expect(seat.receiver.deliveries).toHaveLength(1);
  expect(delivery.attempts).toMatchObject([{ statusCode: 200, error: "response_too_large" }]);
  expect(delivery.attempts[0]?.responseBody?.length).toBeLessThanOrEqual(16_384);
});

it.concurrent("records that nothing listens, and delivers as soon as something does", async () => {
  const scene = await ground.scene();
  const dead = await startReceiver();
  await dead.close();
  const seat = await scene.subscribe(undefined, { url: `${dead.url}/hook` });

  const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
  const refused = await deliveryOf(scene, seat, ({ attempts }) => attempts.length > 0);
  const alive = await startReceiver(undefined, Number(new URL(dead.url).port));
  const delivered = await deliveryOf(scene, seat, ({ status }) => status === "delivered");
  await alive.close();

  expect(refused.attempts[0]?.error).toBe("connection_refused");
  expect(refused.attempts[0]?.statusCode).toBeUndefined();
  expect(delivered.attempts.at(-1)).toMatchObject({ statusCode: 204 });
  expect(alive.deliveries.map(({ headers }) => headers["webhook-id"])).toEqual([id]);
});

const UNREACHABLE: [string, (port: string) => string, string][] = [
  ["a name that stands for nothing", () => "http://nonexistent.invalid/hook", "dns_error"],
  ["the same over TLS", () => "https://nonexistent.invalid/hook", "dns_error"],
  ["a port that speaks no TLS", (port) => `https://127.0.0.1:${port}/hook`, "tls_error"],
];

it.concurrent.each(UNREACHABLE)(
  "records %s as what it is, attempt by attempt",
  async (_name, urlOf, error) => {
    const scene = await ground.scene();
    const plain = await scene.subscribe(undefined, { eventTypes: ["video.media.deleted"] });
    const { port } = new URL(plain.receiver.url);
    const seat = await scene.subscribe(undefined, { url: urlOf(port), retrySchedule: [1] });

    await scene.tell({ type: "video.media.ready", of: "m1" });
    const delivery = await deliveryOf(scene, seat, ({ status }) => status === "failed");

    expect(delivery.attempts).toMatchObject([{ error }, { error }]);
    expect(plain.receiver.deliveries).toEqual([]);
  },
);

it.concurrent("sends nothing to an endpoint whose certificate nobody vouches for", async () => {
  const scene = await ground.scene();
  let requests = 0;
  const server = createServer(SELF_SIGNED, (_request, response) => {
    requests += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const seat = await scene.subscribe(undefined, { url: `https://127.0.0.1:${port}/hook`, retrySchedule: [] });

  await scene.tell({ type: "video.media.ready", of: "m1" });
  const delivery = await deliveryOf(scene, seat, ({ status }) => status === "failed");
  server.close();

  expect(delivery.attempts).toMatchObject([{ error: "tls_error" }]);
  expect(requests).toBe(0);
});
