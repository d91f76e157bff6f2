/**
 * The groups of event types that a subscription can ask for. Five are the provider's own;
 * `other` takes in whatever the catalogue cannot place.
 */
export const CATEGORIES = {
  media: {
    description:
      "An on-demand media from its upload to its removal: created, playable, failed, changed, gone.",
  },
  transform: {
    description: "Work on an existing media that has ended: edits, added tracks, subtitles, renditions.",
  },
  ai: {
    description:
      "What the analysis of a media found: chapters, named entities, a summary, moderation scores.",
  },
  live_stream: {
    description: "A live stream from its creation over every broadcast to its removal, with its recording.",
  },
  simulcast: {
    description: "The third-party targets that a live stream is sent on to: added, changed, removed.",
  },
  other: {
    description: "Event types that are too new for this catalogue and that no known prefix places.",
  },
} as const satisfies Record<string, { description: string }>;

export type Category = keyof typeof CATEGORIES;

/** The closed list of categories, `other` last. */
export const CATEGORY_NAMES: readonly Category[] = Object.keys(CATEGORIES).filter(isCategory);

/** The categories of one event type; the first is the primary one. */
export type Categories = readonly [Category, ...Category[]];

function isCategory(name: string): name is Category {
  return Object.hasOwn(CATEGORIES, name);
}
