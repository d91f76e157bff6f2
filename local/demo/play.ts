import { fastpixEvent, type FastpixEvent } from "../../test/support/fastpix-event.ts";
import { acknowledge } from "../../test/support/fastpix-sender.ts";
import { STORIES, type Story, type TenantUid } from "./cast.ts";
import type { Stage } from "./stage.ts";

/** An event that the router has answered with 202. */
export interface Sent {
  story: Story;
  tenant: TenantUid;
  event: FastpixEvent;
  /** The router's id of it. */
  eventId: string;
  /** On the monotonic clock. */
  sentAt: number;
  answeredInMs: number;
}

/** Tells all stories at once, each in its own order, as the provider would. */
export async function play(stage: Stage): Promise<Sent[]> {
  const told = await Promise.all(STORIES.map((story) => tell(story, stage)));
  return told.flat();
}

async function tell(story: Story, stage: Stage): Promise<Sent[]> {
  const sender = stage.senders.get(story.source)?.sender;
  if (!sender) throw new Error(`the stage has no source ${story.source}`);
  const sent: Sent[] = [];
  for (const type of story.types) {
    const event = fastpixEvent({ type, of: story.of, metadata: { tenant: story.tenant } });
    const sentAt = performance.now();
    const receipt = await sender.send(event);
    const answeredInMs = performance.now() - sentAt;
    const { id } = acknowledge(receipt);
    sent.push({ story, tenant: story.tenant, event, eventId: id, sentAt, answeredInMs });
  }
  return sent;
}
