import { headerOf, type HeaderSource } from "./webhook-request.ts";

/** Where a delivery stands, as its headers say. They are not part of the signature. */
export interface Place {
  /** The first one is the primary one. */
  categories: readonly string[];
  /** All events about one media or one live stream; empty where another sender than Hooklane left it out. */
  stream: string;
  /** The event's place in its stream, from 1; 0 where it is not told. */
  sequence: number;
  /** Contiguous among those events of the stream that this subscription gets, from 1; 0 where it is not told. */
  position: number;
  /** 1 for the first one. */
  attempt: number;
  /** Set where it is sent again because somebody asked for it. */
  replayId?: string;
  /** Whether it came to the router after a younger event of its stream. */
  late: boolean;
}

/** Reads the `hooklane-` headers. */
export function placeOf(headers: HeaderSource): Place {
  const replayId = headerOf(headers, "hooklane-replay");
  return {
    categories: (headerOf(headers, "hooklane-category") ?? "").split(",").filter((name) => name !== ""),
    stream: decode(headerOf(headers, "hooklane-stream") ?? ""),
    sequence: countOf(headers, "hooklane-sequence"),
    position: countOf(headers, "hooklane-position"),
    attempt: countOf(headers, "hooklane-attempt"),
    ...(replayId !== undefined && { replayId }),
    late: headerOf(headers, "hooklane-late") === "true",
  };
}

function countOf(headers: HeaderSource, name: string): number {
  const text = headerOf(headers, name) ?? "";
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : 0;
}

// What a header cannot carry is percent-encoded there; a key that holds a bare % was not encoded at all.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
