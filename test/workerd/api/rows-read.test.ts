import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { newId } from "../../../src/platform/ids.ts";
import { listDeliveries } from "../../../src/record/deliveries.sql.ts";
import { listEvents } from "../../../src/record/events.sql.ts";
import { asRecord } from "../../../src/record/record-database.ts";
import { scanEvents } from "../../../src/record/replay-scan.sql.ts";
import { scanStreamEvents } from "../../../src/record/streams.sql.ts";
import { reads, withCountedReads } from "../../support/builders/counted-reads.ts";
import { emptyDatabase, START } from "./api-under-test.ts";
import { deliveredTo, eventOf, pendingTo, record } from "./recorded.ts";

const TENANT = newId("ten", START);
const SUBSCRIPTION = newId("sub", START);
const DELIVERED = 1_200;
const PAGE = { limit: 10, after: null };

const db = asRecord(withCountedReads(env).DB);

/** Answers the rows that D1 has read for it. */
async function rowsReadBy(read: () => Promise<unknown>): Promise<number> {
  const before = reads.rowsRead;
  await read();
  return reads.rowsRead - before;
}

/** The oldest event is not delivered, everything after it is. */
beforeEach(async () => {
  await emptyDatabase();
  const held = eventOf(TENANT, { status: "pending", deliveries: [pendingTo(SUBSCRIPTION)] });
  const deliveries = [deliveredTo(SUBSCRIPTION)];
  const rest = Array.from({ length: DELIVERED }, () => eventOf(TENANT, { status: "delivered", deliveries }));
  await record([held]);
  for (let from = 0; from < DELIVERED; from += 400) await record(rest.slice(from, from + 400));
});

const undelivered = { from: 0, to: START * 2, status: "failed", eventTypes: [], streams: [] } as const;
const READS = [
  ["events", () => listEvents(db, TENANT, { filter: { status: "pending" }, page: PAGE })],
  ["deliveries", () => listDeliveries(db, TENANT, { filter: { status: "pending" }, page: PAGE })],
  ["streams", () => scanStreamEvents(db, TENANT, { page: PAGE, isPending: true })],
  [
    "what a backlog or a replay of failures takes",
    () => scanEvents(db, TENANT, { subscriptionId: SUBSCRIPTION, query: undelivered, after: "", limit: 10 }),
  ],
] as const;

it.each(READS)("finds %s that are not delivered without reading those that are", async (_, read) => {
  const found = await read();

  const rows = await rowsReadBy(read);

  expect("items" in found ? found.items : found).toHaveLength(1);
  expect(rows).toBeLessThan(10);
});

it("reads no more than the nearest events where a filter finds its page there", async () => {
  const rows = await rowsReadBy(() =>
    listEvents(db, TENANT, { filter: { status: "delivered" }, page: PAGE }),
  );

  expect(rows).toBeLessThan(600);
});

it("looks behind the nearest events where these do not fill the page", async () => {
  const { items, next } = await listEvents(db, TENANT, { filter: { stream: "media:other" }, page: PAGE });
  const all = await listDeliveries(db, TENANT, {
    filter: { subscriptionId: SUBSCRIPTION },
    page: { limit: DELIVERED + 5, after: null },
  });

  expect([items, next]).toEqual([[], null]);
  expect(all.items).toHaveLength(DELIVERED + 1);
});
