import { TROUBLED_TENANT } from "../../local/demo/cast.ts";
import { setStage } from "../../local/demo/stage.ts";
import { tellStory } from "../../local/demo/story.ts";
import type { Api } from "../../test/support/api.ts";
import { fastpixEvent } from "../../test/support/fastpix-event.ts";
import { acknowledge } from "../../test/support/fastpix-sender.ts";
import type { PortalThings } from "../../test/support/portal-pages.ts";
import { portalLink } from "../../test/support/portal-visit.ts";
import { startReceiver } from "../../test/support/receiver.ts";
import { waitFor } from "../../test/support/wait-for.ts";

/** What the pictures are taken of. */
export interface Photographed {
  api: Api;
  things: PortalThings;
}

const DOWN = "503 Service Unavailable: the statistics are being rebuilt";
const NEXT_ATTEMPT_SECONDS = [1, 1800];

/**
 * Plays the demo, and then what it has not: an endpoint that is down while a stream goes on, a stream that belongs
 * to nobody, and a replay.
 */
export async function setScene(api: Api): Promise<Photographed> {
  const stage = await setStage(api);
  if (!(await tellStory(api, stage, () => undefined))) throw new Error("the demo does not hold");
  const tenant = TROUBLED_TENANT;
  const source = "shared-workspace";
  const sender = stage.senders.get(source)?.sender;
  const player = stage.seats.find(({ endpoint }) => endpoint.tenant === tenant);
  if (!sender || !player) throw new Error("the demo has another cast");

  const statistics = await startReceiver(() => ({ kind: "answer", status: 503, body: DOWN }));
  await api.createSubscription(tenant, {
    url: `${statistics.url}/birdsong/statistics`,
    description: "birdsong/statistics",
    categories: ["live_stream"],
    retrySchedule: NEXT_ATTEMPT_SECONDS,
  });
  const tell = async (type: string, of: string, metadata?: Record<string, string>) =>
    acknowledge(await sender.send(fastpixEvent({ type, of, ...(metadata ? { metadata } : {}) })));
  const stream = "morning-show";
  for (const step of ["created", "connected", "active"]) {
    await tell(`video.live_stream.${step}`, stream, { tenant });
  }
  await tell("video.live_stream.created", "nobodys-show", { tenant: "nobody" });
  await api.post(`/v1/tenants/${tenant}/subscriptions/${player.subscriptionId}/replays`, {
    from: new Date(Date.now() - 600_000).toISOString(),
    to: new Date().toISOString(),
  });
  const event = await waitFor("an event that waits for its second retry", async () => {
    const [first] = (await api.events(tenant, { stream: `live:${stream}` })).toReversed();
    const whole = first && (await api.event(tenant, first.id));
    return whole?.deliveries.some(({ attemptCount, status }) => attemptCount > 1 && status === "pending")
      ? first
      : undefined;
  });
  await statistics.close();
  const link = new URL(await portalLink(api, tenant)).pathname;
  return {
    api,
    things: {
      tenant,
      subscription: player.subscriptionId,
      event: event.id,
      stream: `live:${stream}`,
      source,
      link,
    },
  };
}
