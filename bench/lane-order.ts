/** Where an event says that it stands. */
export interface Place {
  sequence: number;
  position: number;
}

/** How a place follows the last one of its lane. */
export type Step = "next" | "inverted" | "skipped";

/** Follows the lanes of one endpoint. Every step "next" proves order and that no position is missing. */
export function createLaneOrder() {
  const last = new Map<string, Place>();
  return {
    /** Takes the first arrival of an event; repeats are not for here. */
    note(stream: string, place: Place): Step {
      const before = last.get(stream) ?? { sequence: 0, position: 0 };
      if (place.position <= before.position || place.sequence <= before.sequence) return "inverted";
      last.set(stream, place);
      return place.position === before.position + 1 ? "next" : "skipped";
    },
  };
}
