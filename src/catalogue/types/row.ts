import type { Categories } from "../categories.ts";

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
   * come at any time. A hint for timelines and late arrivals, never a reason to hold an event back.
   */
  rank?: number;
}
