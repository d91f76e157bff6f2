import { expect, it } from "vitest";
import { createBoard } from "../arrival-board.ts";
import type { Sent } from "../load.ts";
import { ratesOf, replayRateOf } from "../rates.ts";

it("ends at the last arrival, not at the last answer", () => {
  const board = createBoard(1, 2);
  board.firstAt.set([1400, 2000]);

  const rates = ratesOf([sent(0, 1000, 1100), sent(1, 1000, 1500)], board);

  expect(rates.acceptedPerSecond).toBe(4);
  expect(rates.deliveredPerSecond).toBe(2);
});

it("waits for the slowest of several subscriptions", () => {
  const board = createBoard(2, 1);
  board.firstAt.set([1100, 3000]);

  const rates = ratesOf([sent(0, 1000, 1050)], board);

  expect(rates.deliveredPerSecond).toBe(0.5);
  expect(rates.arrivedAfterMs).toMatchObject({ p50: 100, max: 2000 });
});

it("leaves refused events out of the rate", () => {
  const board = createBoard(0, 2);
  const refused: Sent = { ...sent(1, 1000, 2000), answer: { outcome: "refused", status: 503 } };

  const rates = ratesOf([sent(0, 1000, 1500), refused], board);

  expect(rates.acceptedPerSecond).toBe(2);
});

it("ignores arrivals of the warm-up", () => {
  const board = createBoard(1, 2);
  board.firstAt.set([9000, 1500]);

  const rates = ratesOf([sent(1, 1000, 1100)], board);

  expect(rates.deliveredPerSecond).toBe(2);
});

it("counts every endpoint's arrivals in the rate of deliveries", () => {
  const board = createBoard(2, 1);
  board.firstAt.set([1500, 2000]);

  const rates = ratesOf([sent(0, 1000, 1050)], board);

  expect(rates.deliveredPerSecond).toBe(1);
  expect(rates.arrivalsPerSecond).toBe(2);
});

it("counts a replay from when it was asked for to its last arrival", () => {
  const board = createBoard(1, 3);
  board.firstAt.set([5500, 6000, 9000]);

  const rate = replayRateOf({ sent: [sent(0, 10, 20), sent(1, 10, 20)], beganAt: 5000 }, board);

  expect(rate).toBe(2);
});

function sent(number: number, dueAt: number, answeredAt: number): Sent {
  return { number, dueAt, answeredAt, answer: { outcome: "acknowledged", eventId: `evt_${number}` } };
}
