import * as z from "zod";

/** The operator's own name for a thing: what fits into a path and is told apart from an id by its prefix. */
export function uidShape(idPrefix: "ten" | "src") {
  return z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,128}$/, "A uid has 1 to 128 of the characters A-Z a-z 0-9 . _ -")
    .refine(
      (uid) => !uid.startsWith(`${idPrefix}_`),
      `A uid does not start with ${idPrefix}_: that is an id.`,
    );
}

const MAX_NAME_CHARS = 200; // a line on a screen, with room
const MAX_METADATA_CHARS = 4_096; // a note, not a document: it is read with every list
const MAX_METADATA_KEYS = 50;

export const nameShape = z
  .string()
  .max(MAX_NAME_CHARS)
  .refine((name) => name.trim() !== "", "A name has at least one visible character.");

/** Whatever the client wants to find again beside the thing. Hooklane does not look inside. */
export const metadataShape = z
  .record(z.string(), z.unknown())
  .refine((metadata) => Object.keys(metadata).length <= MAX_METADATA_KEYS, {
    message: `metadata has at most ${MAX_METADATA_KEYS} keys.`,
  })
  .refine((metadata) => JSON.stringify(metadata).length <= MAX_METADATA_CHARS, {
    message: `metadata has at most ${MAX_METADATA_CHARS} characters as JSON.`,
  });

/** A point in time as a body may name it: an ISO 8601 date, or date and time with an offset or Z. */
export const timeShape = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "A time is ISO 8601, such as 2026-05-11T20:42:16.361Z.",
});

/** `2026-05-11T20:42:16.361Z` */
export const instantShape = z.iso.datetime({ precision: 3 });
