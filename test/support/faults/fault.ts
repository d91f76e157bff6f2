/**
 * What becomes of a statement to the database.
 * `none`: as usual. `down`: refused before anything happened. `answer-lost`: done, but nobody hears of it.
 */
export type Fault = "none" | "down" | "answer-lost";

export function isFault(text: string | undefined): text is Fault {
  return text === "none" || text === "down" || text === "answer-lost";
}
