import { fastpixEvent, type FastpixEvent } from "./fastpix-event.ts";

const SHARE_UNKNOWN = 0.01;
const SHARE_UPDATES = 0.25;
const SHARE_SWAPPED = 0.1;
const SHARE_SENT_AGAIN = 0.1;

/** One thing that the provider sends: an event, or the same event once more. */
export interface Sending {
  event: FastpixEvent;
  /** The router has had this event before. */
  isAgain: boolean;
}

/** A source of chance with a seed: the same seed tells the same story. */
export type Chance = () => number;

/** Mulberry32: small, and even enough to choose among a handful of things. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

type Life = (chance: Chance) => string[];

const PULLED: Life = (chance) => ["video.media.created", ending(chance), ...afterReady(chance)];
const PUSHED: Life = (chance) => [
  "video.media.upload",
  "video.upload.media_created",
  ending(chance),
  ...afterReady(chance),
];
const BROADCAST: Life = (chance) => [
  "video.live_stream.created",
  "video.live_stream.preparing",
  ...onAir(),
  // The encoder comes back within the reconnect window.
  ...(chance() < 0.4 ? onAir() : []),
  "video.live_stream.idle",
];
const LIVES: readonly [Life, string][] = [
  [PULLED, "media-pulled"],
  [PUSHED, "media-pushed"],
  [BROADCAST, "broadcast"],
];

/**
 * The lives of `streams` media and live streams as a provider reports them: mixed with each other, with updates
 * in between, some neighbours swapped, some events sent again, and now and then a type that nobody knows.
 */
export function lifecycles(streams: number, chance: Chance): Sending[] {
  const lives = Array.from({ length: streams }, (_, i) => {
    const [life, name] = LIVES[Math.floor(chance() * LIVES.length)] ?? [PULLED, "media"];
    return tell(life(chance), `${name}-${i}`, chance);
  });
  return interleave(lives, chance);
}

function tell(types: string[], of: string, chance: Chance): Sending[] {
  const kind = types[0]?.startsWith("video.live_stream.") ? "video.live_stream" : "video.media";
  const withMore = types.flatMap((type) => [
    type,
    ...(chance() < SHARE_UPDATES ? [`${kind}.updated`] : []),
    ...(chance() < SHARE_UNKNOWN ? [`${kind}.not_yet_known`] : []),
  ]);
  const events = swapNeighbours(withMore, chance).map((type) =>
    fastpixEvent({ type, of, metadata: { tenant: "acme" } }),
  );
  return events.flatMap((event) => {
    const again = { event, isAgain: true };
    return [{ event, isAgain: false }, ...(chance() < SHARE_SENT_AGAIN ? [again] : [])];
  });
}

function ending(chance: Chance): string {
  return chance() < 0.05 ? "video.media.failed" : "video.media.ready";
}

function afterReady(chance: Chance): string[] {
  const extras = [
    "video.media.track.created",
    "video.media.track.ready",
    "video.media.subtitle.generated.ready",
    "video.mediaAI.chapters.ready",
    "video.mediaAI.summary.ready",
    "video.media.deleted",
  ];
  return extras.filter(() => chance() < 0.5);
}

function onAir(): string[] {
  const steps = ["connected", "active", "recording", "disconnected"];
  return steps.map((step) => `video.live_stream.${step}`);
}

function swapNeighbours<T>(items: readonly T[], chance: Chance): T[] {
  const swapped = [...items];
  for (let i = 1; i < swapped.length; i++) {
    const [before, after] = [swapped[i - 1], swapped[i]];
    if (before === undefined || after === undefined || chance() >= SHARE_SWAPPED) continue;
    swapped[i - 1] = after;
    swapped[i] = before;
  }
  return swapped;
}

/** Takes from the lists at random, each list in its own order. */
function interleave<T>(lists: readonly (readonly T[])[], chance: Chance): T[] {
  const rest = lists.map((list) => [...list]);
  const mixed: T[] = [];
  for (;;) {
    const open = rest.filter((list) => list.length > 0);
    const next = open[Math.floor(chance() * open.length)]?.shift();
    if (next === undefined) return mixed;
    mixed.push(next);
  }
}
