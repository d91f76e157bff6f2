import { acknowledge, createSender, newSourceSecret } from "../../test/support/fastpix-sender.ts";
import { fastpixEvent } from "../../test/support/fastpix-event.ts";
import type { Sent } from "./play.ts";
import type { Stage } from "./stage.ts";

/** What the router made of two things that go wrong every day. */
export interface Provoked {
  /** An event that it had before. */
  again: { first: Sent; id: string; isDuplicate: boolean };
  /** An event signed with a secret that is not the source's. */
  forged: { providerEventId: string; status: number; code: unknown };
}

export async function provoke(stage: Stage, sent: readonly Sent[]): Promise<Provoked> {
  const [first] = sent;
  const source = first && stage.senders.get(first.story.source);
  if (!source) throw new Error("nothing was sent");
  const answer = acknowledge(await source.sender.send(first.event));
  const forgery = fastpixEvent({ type: "video.media.deleted", of: first.story.of });
  const refused = await createSender(source.ingestUrl, newSourceSecret()).send(forgery);
  return {
    again: { first, id: answer.id, isDuplicate: answer.duplicate },
    forged: { providerEventId: forgery.id, status: refused.status, code: codeOf(refused.body) },
  };
}

function codeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
}
