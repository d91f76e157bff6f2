/** A point in time: milliseconds since the Unix epoch. */
export type Instant = number;

/** Where the time comes from. Rules take one so that tests can hold the time in their hands. */
export interface Clock {
  now(): Instant;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** `2026-05-11T20:42:16.361Z`: the only form in which an instant leaves Hooklane. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
