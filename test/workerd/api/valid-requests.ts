import { env } from "cloudflare:workers";
import { deliveryId, newId } from "../../../src/platform/ids.ts";
import { insertUnrouted } from "../../../src/record/unrouted.sql.ts";
import { type ApiUnderTest, newSubscription, newTenant, START } from "./api-under-test.ts";
import type { Operation } from "./contract-document.ts";
import { deliveredTo, eventOf, record } from "./recorded.ts";

/** Whatever a path can name, made anew for each operation: one of them may remove it. */
export type Things = Readonly<Record<string, string>>;

/** A request that has to succeed. */
export interface ValidRequest {
  params: Things;
  body?: unknown;
}

const SECRET = "c2VjcmV0IG9mIGEgc291cmNlIGZvciB0ZXN0cyAwMDAwMDE=";
const REPLAY = { from: new Date(START - 60_000).toISOString(), to: new Date(START).toISOString() };
const OTHER_SECRET = "c2VjcmV0IG9mIGEgc291cmNlIGZvciB0ZXN0cyAwMDAwMDI=";

/** Requests of operations that cannot be driven by path alone: those with a body, and those about special things. */
const REQUESTS: Readonly<Record<string, (things: Things, api: ApiUnderTest) => object | Promise<object>>> = {
  createTenant: () => ({ body: { name: "Acme", metadata: { plan: "gold" } } }),
  changeTenant: () => ({ body: { name: "Other", retentionDays: 7 } }),
  createKey: () => ({ body: { role: "read", name: "board" } }),
  createPortalLink: () => ({ body: { role: "read", expiresInSeconds: 60 } }),
  rotateSecret: () => ({ body: { overlapSeconds: 60 } }),
  createSubscription: () => ({
    body: { url: "https://acme.example/", filter: { "data.trial": false }, eventTypes: ["video.new.*"] },
  }),
  changeSubscription: () => ({ body: { filter: { "data.trial": true }, headers: null } }),
  matchSubscription: () => ({ body: { subscription: { filter: { a: 1 } }, event: "video.media.ready" } }),
  createSource: (things) => ({
    body: { name: "Source", provider: "fastpix", secret: SECRET, routing: { tenant: things["tenant"] } },
  }),
  changeSource: () => ({ body: { status: "disabled", routing: { pointer: "/data/metadata/tenant" } } }),
  addSourceSecret: () => ({ body: { secret: OTHER_SECRET } }),
  removeSourceSecret: async (things, { post }) => {
    await post(`/v1/sources/${things["source"]}/secrets`, { secret: OTHER_SECRET });
    return {};
  },
  assignUnrouted: async (things) => ({
    params: { ...things, event: await keepUnrouted() },
    body: { tenant: things["tenant"] },
  }),
  retryDelivery: (things, api) => obeyed(things, api),
  skipDelivery: (things, api) => obeyed(things, api),
  redeliverEvent: (things, api) => obeyed(things, api),
  createReplay: () => ({ body: REPLAY }),
  showReplay: (things, api) => replayedFirst(things, api),
  cancelReplay: (things, api) => replayedFirst(things, api),
  showStream: (things, { coordinators }) => {
    coordinators.streams.set("media:m1", 1);
    return { params: { ...things, stream: "media:m1" } };
  },
  enableSubscription: (things, { post }) => pausedFirst(things, post),
  resumeSubscription: (things, { post }) => pausedFirst(things, post),
};

/** @throws Error that says what to do where nobody has said how an operation is called. */
export async function validRequest(operation: Operation, api: ApiUnderTest): Promise<ValidRequest> {
  const things = await makeThings(api);
  const params = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const known = params.every((name) => name in things);
  const make = REQUESTS[operation.id];
  if (!make && (operation.hasRequiredBody || !known)) {
    throw new Error(`Say in test/workerd/api/valid-requests.ts how ${operation.id} is called.`);
  }
  return { params: things, ...(await make?.(things, api)) };
}

async function makeThings(api: ApiUnderTest): Promise<Things> {
  const tenant = await newTenant(api, { uid: `acme-${crypto.randomUUID()}` });
  const { id: subscription } = await newSubscription(api, tenant);
  const draft = { name: "Source", provider: "fastpix", secret: SECRET, routing: { tenant } };
  const { json: source } = await api.post("/v1/sources", draft);
  const { json: key } = await api.post(`/v1/tenants/${tenant}/keys`, { role: "read" });
  const event = eventOf(tenant, { status: "delivered", deliveries: [deliveredTo(subscription)] });
  await record([event]);
  await keepUnrouted();
  return {
    tenant,
    key: key.id,
    subscription,
    source: source.id,
    secret: source.secrets[0]?.id ?? "",
    event: event.id,
    delivery: deliveryId(event.id, subscription),
  };
}

async function pausedFirst(things: Things, post: ApiUnderTest["post"]): Promise<object> {
  await post(`/v1/tenants/${things["tenant"]}/subscriptions/${things["subscription"]}/pause`);
  return {};
}

/** The coordinator does what it is asked for. */
function obeyed(things: Things, { coordinators }: ApiUnderTest): object {
  const delivery = { s: things["subscription"] ?? "", p: 1, st: "pending" as const, n: 1 };
  coordinators.obeyed = { result: "done", deliveries: [delivery] };
  return {};
}

async function replayedFirst(things: Things, { post }: ApiUnderTest): Promise<object> {
  const path = `/v1/tenants/${things["tenant"]}/subscriptions/${things["subscription"]}/replays`;
  const { json } = await post(path, REPLAY);
  return { params: { ...things, replay: json.id } };
}

function keepUnrouted(): Promise<string> {
  const id = newId("evt", START);
  const event = {
    id,
    sourceId: "src_1",
    providerEventId: `of ${id}`,
    reason: "no_tenant_named" as const,
    type: "video.media.ready",
    stream: "media:m1",
    occurredAt: START - 5,
    receivedAt: START,
  };
  const content = { contentType: "application/json", headers: {}, body: '{"id":"e1"}' };
  return insertUnrouted(env.DB, event, content);
}
