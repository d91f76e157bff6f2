/** One state that a tenant may be in when an event comes. */
export interface Point {
  label: string;
  /** In the record, and known to the coordinator as seen. */
  events: number;
  /** That have had events. The load goes to all of them alike. */
  streams: number;
  subscriptions: number;
  /** Of the subscriptions, those that want the load. */
  matching: number;
  /** What keeps the others from the load: their types, or a filter on the payload. */
  apartBy: "type" | "payload";
  /** Deliveries of a paused subscription that stand in memory. */
  open: number;
  /** Paused subscriptions, each with a delivery that could go if it were not. */
  paused: number;
}

/** Names a state: two points with the same one can share it. */
export function stateNameOf({
  events,
  streams,
  subscriptions,
  matching,
  apartBy,
  open,
  paused,
}: Point): string {
  return [events, streams, subscriptions, matching, apartBy, open, paused].join("-");
}

/** Points that differ in one thing; the first is the smallest, and what the others are compared with. */
export interface Series {
  name: string;
  about: string;
  points: readonly Point[];
}

const SMALL: Omit<Point, "label"> = {
  events: 1_000,
  streams: 1_000,
  subscriptions: 1,
  matching: 1,
  apartBy: "type",
  open: 0,
  paused: 0,
};

function series(
  name: string,
  about: string,
  points: readonly (Partial<Point> & { label: string })[],
): Series {
  return { name, about, points: points.map((point) => ({ ...SMALL, ...point })) };
}

function ofSubscriptions(apartBy: Point["apartBy"]) {
  return [3, 100, 1_000].map((count) => ({
    label: `${count} subscriptions`,
    subscriptions: count,
    matching: 3,
    apartBy,
  }));
}

export const SERIES: readonly Series[] = [
  series("events", "events that the tenant has stored, in 1,000 streams", [
    { label: "1,000 events" },
    { label: "100,000 events", events: 100_000 },
    { label: "1,000,000 events", events: 1_000_000 },
  ]),
  series("streams", "streams that have had events, of 100,000 stored ones", [
    { label: "10 streams", events: 100_000, streams: 10 },
    { label: "1,000 streams", events: 100_000, streams: 1_000 },
    { label: "100,000 streams", events: 100_000, streams: 100_000 },
  ]),
  series(
    "types",
    "subscriptions of which 3 want the load, the others ask for other types",
    ofSubscriptions("type"),
  ),
  series(
    "payloads",
    "subscriptions of which 3 want the load, the others ask for another value of one field of the payload",
    ofSubscriptions("payload"),
  ),
  series("open", "deliveries of one paused subscription that wait in memory", [
    { label: "none waiting" },
    { label: "5,000 waiting", open: 5_000, subscriptions: 2 },
  ]),
  series("paused", "paused subscriptions with a delivery each that waits to go", [
    { label: "none paused" },
    { label: "500 paused", paused: 500, subscriptions: 501 },
  ]),
];

/** The same series with states that are made in seconds: shows that it runs, and nothing else. */
export function shorten({ points, ...rest }: Series): Series {
  const least = (value: number) => Math.min(value, 2_000);
  const short = (point: Point): Point => ({
    ...point,
    events: least(point.events),
    streams: least(point.streams),
    subscriptions: Math.min(point.subscriptions, 20),
    open: Math.min(point.open, 100),
    paused: Math.min(point.paused, 10),
  });
  return { ...rest, points: points.map(short) };
}
