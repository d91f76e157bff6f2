import { setTimeout as pause } from "node:timers/promises";
import { fastpixEvent, type FastpixEvent } from "./fastpix-event.ts";
import { acknowledge, createSender } from "./fastpix-sender.ts";
import type { Scene } from "./scene.ts";

/** A provider comes again minutes later; a test has no such patience. */
const AGAIN_AFTER_MS = 50;

/** Senders that go on through anything: what was not acknowledged is sent again, and each stream keeps its order. */
export interface TirelessSenders {
  /** Ids of what was acknowledged so far; an event that was taken without a word has the same id later. */
  acknowledged(): string[];
  /** Sends no new events; resolves when everything that was begun is acknowledged. */
  finish(): Promise<void>;
}

/**
 * Starts them at once.
 * @param origin of the router that runs at present
 * @param load how many send at a time; each goes round among so many streams, and takes new ones after so many events
 */
export function startSenders(
  scene: Pick<Scene, "source" | "sourceSecret">,
  origin: () => string,
  load: { senders: number; streamsEach: number; newAfter: number; pauseMs: number },
): TirelessSenders {
  const { pathname } = new URL(scene.source.ingestUrl);
  const acknowledged: string[] = [];
  const over = new AbortController();

  const send = async (event: FastpixEvent): Promise<string> => {
    for (;;) {
      try {
        const sender = createSender(new URL(pathname, origin()).href, scene.sourceSecret);
        return acknowledge(await sender.send(event)).id;
      } catch {
        await pause(AGAIN_AFTER_MS);
      }
    }
  };
  const work = async (sender: number) => {
    for (let i = 0; !over.signal.aborted; i++) {
      const of = `m${sender}-${Math.floor(i / load.newAfter)}-${i % load.streamsEach}`;
      acknowledged.push(await send(fastpixEvent({ type: "video.media.updated", of })));
      await pause(load.pauseMs);
    }
  };
  const running = Array.from({ length: load.senders }, (_, sender) => work(sender));
  return {
    acknowledged: () => [...acknowledged],
    async finish() {
      over.abort();
      await Promise.all(running);
    },
  };
}
