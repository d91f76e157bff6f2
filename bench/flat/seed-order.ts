/** A part of the stored events that a point begins with: numbers `first` to `first + events - 1` of `total`. */
export interface SeedOrder {
  tenantId: string;
  sourceId: string;
  /** A subscription that has got them all. */
  subscriptionId: string;
  first: number;
  events: number;
  total: number;
  /** Streams that the events are spread over. */
  streams: number;
  /** When the last of them came, epoch ms. */
  until: number;
}

/** Events that a coordinator has delivered and recorded a moment ago: their rows wait for their table's drop. */
export type RecentOrder = Pick<SeedOrder, "sourceId" | "subscriptionId" | "events">;

/** The stream of the seeded event `number`; the load goes to the same ones. */
export function streamOf(number: number, streams: number): string {
  return `media-${spread(number) % streams}`;
}

// Knuth's multiplicative hash: neighbours go far apart, as the events of many media come in no order.
function spread(number: number): number {
  return Math.imul(number + 1, 2_654_435_761) >>> 0;
}
