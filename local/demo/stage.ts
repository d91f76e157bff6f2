import type { Api } from "../../test/support/api.ts";
import { createSender, newSourceSecret, type Sender } from "../../test/support/fastpix-sender.ts";
import { startReceiver, type Receiver } from "../../test/support/receiver.ts";
import { ENDPOINTS, SOURCES, TENANTS, type Endpoint, type SourceUid } from "./cast.ts";

// Short, so that a demo with retries ends in seconds; the default reaches over three days.
const RETRY_SECONDS = [1, 1, 2];

/** An endpoint that listens, and the secret of its subscription. */
export interface Seat {
  endpoint: Endpoint;
  receiver: Receiver;
  subscriptionId: string;
  secret: string;
}

/** Everything that the API has made, ready to play. */
export interface Stage {
  senders: ReadonlyMap<SourceUid, { ingestUrl: string; sender: Sender }>;
  seats: readonly Seat[];
}

/** Makes tenants, sources and subscriptions through the API, and starts the endpoints. */
export async function setStage(api: Api): Promise<Stage> {
  for (const tenant of TENANTS) await api.createTenant(tenant);
  const senders = new Map<SourceUid, { ingestUrl: string; sender: Sender }>();
  for (const { uid, routing } of SOURCES) {
    const secret = newSourceSecret();
    const { ingestUrl } = await api.createSource({ uid, name: uid, provider: "fastpix", secret, routing });
    senders.set(uid, { ingestUrl, sender: createSender(ingestUrl, secret) });
  }
  const seats: Seat[] = [];
  for (const endpoint of ENDPOINTS) {
    const receiver = await startReceiver(endpoint.script);
    const { id, secret } = await api.createSubscription(endpoint.tenant, {
      url: `${receiver.url}/${endpoint.name}`,
      description: endpoint.name,
      ...endpoint.wants,
      signature: endpoint.signature,
      retrySchedule: RETRY_SECONDS,
    });
    seats.push({ endpoint, receiver, subscriptionId: id, secret });
  }
  return { senders, seats };
}
