import { markdownTable } from "../docs/markdown.ts";
import { awakeMsOfLoneEvent, awakeShare } from "./awake.ts";
import { dollarsOf, monthlyDollars } from "./bill.ts";
import { monthOf, naivePrice, priceApart, priceByPart, priceWithoutLogs } from "./estimate.ts";
import { PARTS } from "./hooklane-usage.ts";
import type { Measured } from "./measured.schema.ts";
import { count, dollars, times } from "./money.ts";
import { OBJECT_GB, SECONDS_PER_MONTH } from "./prices.ts";
import { FAN_OUTS, findRun, type Shape, SHAPES } from "./measured-runs.ts";
import { AS_SHIPPED, wakingOf } from "./setup.ts";
import { USUAL } from "./usual.ts";

/** An empty SQLite database of a Durable Object takes about this much (Durable Objects, FAQ). */
const EMPTY_OBJECT_BYTES = 12_000;

const ABOUT: Readonly<Record<Shape, string>> = {
  lone: "one event every 10 s",
  "steady-1": "1 event/s",
  "steady-10": "10 events/s",
  "steady-100": "100 events/s",
  bursts: "100 at once, then quiet",
  full: "as many as one partition takes",
};

/** The answer: dollars per million events. */
export function answerTable(measured: Measured): string {
  return markdownTable(
    [
      "subscriptions that want an event",
      "endpoints answer together",
      "each in its own time",
      "naive design",
      "naive / Hooklane",
    ],
    FAN_OUTS.map((fanOut) => {
      const traffic = { shape: USUAL, fanOut };
      const apart = priceApart(measured, traffic);
      const naive = naivePrice(measured, traffic);
      const together = dollars(priceWithoutLogs(measured, traffic));
      return [String(fanOut), together, `**${dollars(apart)}**`, dollars(naive), times(naive, apart)];
    }),
  );
}

/** Where the money goes, per million events. */
export function partsTable(measured: Measured): string {
  const prices = FAN_OUTS.map((fanOut) => new Map(priceByPart(measured, { shape: USUAL, fanOut })));
  const rows = PARTS.map((part) => [part, ...prices.map((price) => dollars(price.get(part) ?? 0))]);
  return markdownTable(["part", ...FAN_OUTS.map((fanOut) => `fan-out ${fanOut}`)], rows);
}

/** What batching does: the same million events in other shapes. */
export function shapesTable(measured: Measured): string {
  return markdownTable(
    [
      "events come",
      "fan-out",
      "object rows",
      "record rows",
      "object requests",
      "D1 statements",
      "per million",
    ],
    SHAPES.flatMap((shape) =>
      FAN_OUTS.flatMap((fanOut) => {
        const run = findRun(measured, shape, fanOut);
        if (!run) return [];
        const { perEvent } = run;
        const row = [
          ABOUT[shape],
          String(fanOut),
          perEvent.objectRowsWritten.toFixed(2),
          perEvent.recordRowsWritten.toFixed(2),
          perEvent.objectRequests.toFixed(2),
          perEvent.recordStatements.toFixed(3),
          dollars(priceWithoutLogs(measured, { shape, fanOut })),
        ];
        return [row];
      }),
    ),
  );
}

/** What one partition's object costs for being awake. */
export function durationTable(): string {
  const awakeMs = awakeMsOfLoneEvent(wakingOf(AS_SHIPPED));
  const rates = [0, 0.01, 0.1, 1, 10, 100];
  return markdownTable(
    ["events of the partition", "awake", "GB-s a month", "a month at list price"],
    rates.map((perSecond) => {
      const share = awakeShare(perSecond, awakeMs);
      const gbSeconds = share * SECONDS_PER_MONTH * OBJECT_GB;
      return [
        perSecond === 0 ? "none" : `${perSecond}/s`,
        `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`,
        count(gbSeconds),
        dollars(dollarsOf({ "object-gb-seconds": gbSeconds })),
      ];
    }),
  );
}

/** A month's bill by volume, with what the plan includes. */
export function monthTable(measured: Measured): string {
  const volumes = [100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
  return markdownTable(
    ["events a month", ...FAN_OUTS.map((fanOut) => `fan-out ${fanOut}`)],
    volumes.map((events) => [
      count(events),
      ...FAN_OUTS.map((fanOut) => dollars(monthOf(measured, { shape: USUAL, fanOut }, events))),
    ]),
  );
}

/** A deployment to which nothing comes. */
export function idleSentence(): string {
  const cron = dollars(dollarsOf({ "worker-requests": SECONDS_PER_MONTH / 60 }));
  const idle = dollars(dollarsOf({ "object-gb-months": (EMPTY_OBJECT_BYTES * 1_000_000) / 1e9 }));
  return `A deployment that gets nothing costs ${dollars(monthlyDollars({}))} a month: the plan. Its cron, a run a minute, is ${cron} of that at list price. A coordinator without work sets no alarm and is not awake: it costs its storage, which for a million empty ones is ${idle} a month.`;
}
