import * as z from "zod";

/** What receivers have seen, in memory that both threads see. One cell per event and endpoint. */
export const ArrivalBoard = z.object({
  events: z.number(),
  endpoints: z.number(),
  /** How often event n came to endpoint e: cell e * events + n. Stays at 255. */
  counts: shared<Uint8Array<SharedArrayBuffer>>(Uint8Array),
  /** When it came first, on the monotonic clock. */
  firstAt: shared<Float64Array<SharedArrayBuffer>>(Float64Array),
  tallies: shared<Int32Array<SharedArrayBuffer>>(Int32Array),
});

export type ArrivalBoard = z.infer<typeof ArrivalBoard>;

/** What is counted over all endpoints: the index of each tally on the board. */
export const TALLY = {
  /** Different events per endpoint. */
  delivered: 0,
  duplicates: 1,
  /** First arrivals after a younger event of their lane. */
  inverted: 2,
  /** First arrivals that leave out a position of their lane. */
  skipped: 3,
  /** Arrivals without the headers that tell stream, sequence and position. */
  unplaced: 4,
  /** Requests that are no event of this run, or another tenant's. */
  foreign: 5,
  /** Attempts that the endpoint answered badly or not at all, on purpose. */
  refused: 6,
} as const;

export type Tallies = Record<keyof typeof TALLY, number>;

export function createBoard(endpoints: number, events: number): ArrivalBoard {
  const cells = endpoints * events;
  return {
    events,
    endpoints,
    counts: new Uint8Array(new SharedArrayBuffer(cells)),
    firstAt: new Float64Array(new SharedArrayBuffer(cells * Float64Array.BYTES_PER_ELEMENT)),
    tallies: new Int32Array(new SharedArrayBuffer(Object.keys(TALLY).length * Int32Array.BYTES_PER_ELEMENT)),
  };
}

export function count(board: ArrivalBoard, tally: keyof typeof TALLY): void {
  Atomics.add(board.tallies, TALLY[tally], 1);
}

export function readTallies(board: ArrivalBoard): Tallies {
  const read = (tally: keyof typeof TALLY) => Atomics.load(board.tallies, TALLY[tally]);
  return {
    delivered: read("delivered"),
    duplicates: read("duplicates"),
    inverted: read("inverted"),
    skipped: read("skipped"),
    unplaced: read("unplaced"),
    foreign: read("foreign"),
    refused: read("refused"),
  };
}

// A copy would look the same and stay empty: the memory itself has to be shared.
function shared<T>(kind: new (buffer: SharedArrayBuffer) => ArrayBufferView) {
  return z.custom<T>((value) => value instanceof kind && value.buffer instanceof SharedArrayBuffer);
}
