import type { Instant } from "./clock.ts";

// Crockford's alphabet: sorts like the numbers it spells, no letters that look alike.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARS = 10; // 50 bits hold milliseconds until the year 37648
const RANDOM_CHARS = 16; // 80 bits, as in a ULID

/** What an id names. The prefix is part of the id, so that a misplaced one is recognised at once. */
export type IdPrefix = "ten" | "src" | "sub" | "evt" | "dlv" | "key" | "rpl" | "sec" | "ope" | "rej";

/** `evt_` + 26 characters: 10 of time, 16 of chance. Ids of one prefix sort by the time they were made. */
export function newId(prefix: IdPrefix, at: Instant): string {
  const chance = crypto.getRandomValues(new Uint8Array(RANDOM_CHARS));
  let tail = "";
  for (const byte of chance) tail += ALPHABET[byte & 31];
  return `${prefix}_${spellTime(at)}${tail}`;
}

/** The smallest id that could have been made at `at`: the edge of a time range in a list sorted by id. */
export function firstIdAt(prefix: IdPrefix, at: Instant): string {
  return `${prefix}_${spellTime(Math.max(0, at))}${"0".repeat(RANDOM_CHARS)}`;
}

/** An id of a series that is known beforehand: the same instant and the same thing give the same id. */
export function idFor(prefix: IdPrefix, at: Instant, idOfThing: string): string {
  return `${prefix}_${spellTime(at)}${idOfThing.slice(-RANDOM_CHARS)}`;
}

/** Whether `text` has the form of an id with this prefix. Says nothing about existence. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-9a-hjkmnp-tv-z]{26}$/.test(text.slice(prefix.length + 1));
}

/**
 * The next id of a series that only grows, also within one millisecond and when the clock steps back.
 * A coordinator uses it so that its events list in the order of their acceptance.
 */
export function idAfter(last: string | undefined, prefix: IdPrefix, at: Instant): string {
  const fresh = newId(prefix, at);
  if (last === undefined || fresh > last) return fresh;
  return increment(last);
}

/**
 * Where a series begins whose ids have to come after one of another series, which goes on by itself: in the next
 * millisecond at a place of its own, so that the two never make the same id.
 */
export function startAfter(id: string, prefix: IdPrefix): string {
  const spelt = id.slice(prefix.length + 1, prefix.length + 1 + TIME_CHARS);
  const at = Array.from(spelt).reduce((sum, char) => sum * 32 + ALPHABET.indexOf(char), 0);
  return newId(prefix, at + 1);
}

/**
 * A delivery's id is made of its event's and its subscription's, so that no row has to hold it:
 * the event's 26 characters, then the last 8 of the subscription (40 bits of chance, enough to tell
 * apart the subscriptions of one tenant).
 */
export function deliveryId(eventId: string, subscriptionId: string): string {
  return `dlv_${eventId.slice(4)}${subscriptionId.slice(-8)}`;
}

/** The two halves of a delivery's id, or undefined where the text is none. */
export function parseDeliveryId(id: string): { eventId: string; subscriptionTail: string } | undefined {
  const match = /^dlv_([0-9a-hjkmnp-tv-z]{26})([0-9a-hjkmnp-tv-z]{8})$/.exec(id);
  if (!match) return undefined;
  return { eventId: `evt_${match[1]}`, subscriptionTail: match[2] ?? "" };
}

function spellTime(at: Instant): string {
  let rest = Math.floor(at);
  let text = "";
  for (let i = 0; i < TIME_CHARS; i++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function increment(id: string): string {
  const chars = id.split("");
  for (let i = chars.length - 1; i > 3; i--) {
    const value = ALPHABET.indexOf(chars[i] ?? "0");
    if (value < 31) {
      chars[i] = ALPHABET.charAt(value + 1);
      return chars.join("");
    }
    chars[i] = "0";
  }
  return chars.join("");
}
