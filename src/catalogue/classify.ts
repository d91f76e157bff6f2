import type { Categories } from "./categories.ts";
import { CATALOGUE } from "./event-types.ts";

/** How many spellings and unknown types are remembered; a provider that invents more makes us forget the lot. */
const MAX_REMEMBERED = 1_000;

/** A type as received, seen through the catalogue. */
export interface Classified {
  /** The catalogue's spelling; for a type that it does not know, the type as received. */
  canonical: string;
  categories: Categories;
  /** Whether the catalogue has a row for it. */
  known: boolean;
}

/** Where a type without a row belongs. Longer prefixes stand before the shorter ones that they begin with. */
const PREFIXES: readonly (readonly [prefix: string, categories: Categories])[] = [
  ["video.live_stream.simulcast_target.", ["simulcast"]],
  ["video.live_stream.", ["live_stream"]],
  ["video.media.track.", ["transform"]],
  ["video.media.ai.", ["ai"]],
  ["video.media.", ["media"]],
  ["video.mediaai.", ["ai"]],
  ["video.upload.", ["media"]],
  ["video.playback_id.", ["media"]],
  ["video.track.", ["transform"]],
];

const byLowerCase = indexOfSpellings();

/** Every spelling of every type with a row, aliases included, in lower case. */
export const CATALOGUE_NAMES: readonly string[] = [...byLowerCase.keys()];

const remembered = new Map<string, Classified>();

/** What a received type is. Case does not count, aliases lead to the type they mean, and nothing is refused. */
export function classify(received: string): Classified {
  const hit = remembered.get(received);
  if (hit) return hit;
  const classified = lookUp(received);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(received, classified);
  return classified;
}

function lookUp(received: string): Classified {
  const lower = received.toLowerCase();
  const row = byLowerCase.get(lower);
  if (row) return row;
  // `video.media.ai.chapters.ready` is seen in the provider's own WordPress plugin for `video.mediaAI.chapters.ready`.
  const ai = /^video\.media\.ai\.([^.]+)\.ready$/i.exec(received);
  if (ai) return lookUp(`video.mediaAI.${ai[1]}.ready`);
  const placed = PREFIXES.find(([prefix]) => lower.startsWith(prefix));
  return { canonical: received, categories: placed?.[1] ?? ["other"], known: false };
}

function indexOfSpellings(): ReadonlyMap<string, Classified> {
  const index = new Map<string, Classified>();
  for (const [canonical, row] of Object.entries(CATALOGUE)) {
    const classified = { canonical, categories: row.categories, known: true };
    for (const spelling of [canonical, ...(row.aliases ?? [])]) index.set(spelling.toLowerCase(), classified);
  }
  return index;
}
