import type { Categories } from "../categories.ts";
import type { Predecessor } from "./predecessors.ts";

/** What the catalogue knows about one event type. */
export interface EventTypeRow {
  categories: Categories;
  description: string;
  /** What receivers typically do with it. */
  useCase?: string;
  /** Other spellings under which the provider's own documents or SDKs name the same type. */
  aliases?: readonly string[];
  /**
   * Its place in the life of a media or a live stream: a lower rank comes first. Absent where the event may
   * come at any time. Orders what leaves the order window together; by itself never a reason to hold an event back.
   */
  rank?: number;
  /**
   * Types of which one is sure to come before it in the same stream. Where none has been seen, the event waits for
   * one as long as its source's order window lets it. Only what the provider documents as an invariable sequence
   * belongs here: each entry delays events whose predecessor never comes.
   */
  requires?: readonly Predecessor[];
}
