import { randomUUID } from "node:crypto";
import type { SourceView } from "../../src/manage/sources/source.schema.ts";
import type { CreatedSubscriptionView } from "../../src/manage/subscriptions/subscription.schema.ts";
import type { Api } from "./api.ts";
import { fastpixEvent, type EventWish } from "./fastpix-event.ts";
import {
  acknowledge,
  createSender,
  newSourceSecret,
  type Acknowledged,
  type Sender,
} from "./fastpix-sender.ts";
import { startReceiver, type Receiver, type Script } from "./receiver.ts";

/** An endpoint that listens, and the subscription that feeds it. */
export interface Seat {
  receiver: Receiver;
  subscription: CreatedSubscriptionView;
}

/** A tenant of its own with a source of its own, so that tests do not meet. */
export interface Scene {
  api: Api;
  tenant: string;
  source: SourceView;
  sourceSecret: string;
  sender: Sender;
  /** Starts an endpoint and subscribes it. Retries come after a second unless the draft says otherwise. */
  subscribe(script?: Script, draft?: Readonly<Record<string, unknown>>): Promise<Seat>;
  /** Sends an event that has to be taken. */
  tell(wish: EventWish): Promise<Acknowledged>;
  /** Closes the endpoints. */
  close(): Promise<void>;
}

const QUICK_RETRIES = [1, 1, 1, 1, 1, 1, 1, 1];

/**
 * @param tenantDraft more about the tenant, such as `partitions`
 * @param sourceDraft more about the source. It has no order window unless that is what the test is about.
 */
export async function openScene(
  api: Api,
  tenantDraft: Readonly<Record<string, unknown>> = {},
  sourceDraft: Readonly<Record<string, unknown>> = {},
): Promise<Scene> {
  const tenant = `tenant-${randomUUID()}`;
  await api.createTenant({ uid: tenant, name: "A tenant", ...tenantDraft });
  const sourceSecret = newSourceSecret();
  const source = await api.createSource({
    name: "A source",
    provider: "fastpix",
    secret: sourceSecret,
    routing: { tenant },
    orderWindowMs: 0,
    ...sourceDraft,
  });
  const sender = createSender(source.ingestUrl, sourceSecret);
  const receivers: Receiver[] = [];
  return {
    api,
    tenant,
    source,
    sourceSecret,
    sender,
    async subscribe(script, draft = {}) {
      const receiver = await startReceiver(script);
      receivers.push(receiver);
      const url = `${receiver.url}/hook`;
      const subscription = await api.createSubscription(tenant, {
        url,
        retrySchedule: QUICK_RETRIES,
        ...draft,
      });
      return { receiver, subscription };
    },
    tell: async (wish) => acknowledge(await sender.send(fastpixEvent(wish))),
    async close() {
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}
