import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { FIRST_LAYOUT } from "../../../src/coordinate/partition.ts";
import { endOldHolds } from "../../../src/manage/replays/end-holds.ts";
import { newId } from "../../../src/platform/ids.ts";
import { createLog } from "../../../src/platform/log.ts";
import { asRecord } from "../../../src/record/record-database.ts";
import { RecordDatabases } from "../../../src/record/record-databases.ts";
import { holdStreams } from "../../../src/record/replay-holds.sql.ts";
import { insertReplay, markCancelled } from "../../../src/record/replays.sql.ts";
import { apiUnderTest, emptyDatabases, newTenant, START } from "./api-under-test.ts";
import { allIn, threeDatabases } from "./databases.ts";

const MINUTE_MS = 60_000;
const DATABASES = { DB: env.DB, RECORD_1: env.RECORD_1, RECORD_2: env.RECORD_2 } as const;
const NAMES = ["DB", "RECORD_1", "RECORD_2"] as const;

beforeEach(emptyDatabases);

/** A tenant in this database whose streams are held for a replay. */
async function heldIn(name: (typeof NAMES)[number]) {
  const tenantId = await newTenant(apiUnderTest({ records: allIn(name) }));
  const replay = { tenantId, subscriptionId: "sub_1", id: newId("rpl", START) };
  const query = { from: 0, to: START, status: "all" as const, eventTypes: [], streams: [] };
  const hold = { tenantId, replayId: replay.id, createdAt: START };
  const record = asRecord(DATABASES[name]);
  return {
    isHeld: await holdStreams(env.DB, hold, FIRST_LAYOUT),
    begin: () => insertReplay(record, { ...replay, query, partitions: 1, matched: 0, createdAt: START }, 3),
    end: () => markCancelled(record, replay, START),
  };
}

function end(at: number, records = threeDatabases): Promise<number> {
  const log = createLog("silent");
  return endOldHolds({ db: env.DB, records, clock: { now: () => at }, log }, 100);
}

it.each(NAMES)("keeps streams of a tenant in %s where they are until its replay is over", async (name) => {
  const { isHeld, begin, end: finish } = await heldIn(name);
  await begin();

  const whileRunning = await end(START + 10 * MINUTE_MS);
  await finish();

  expect([isHeld, whileRunning, await end(START + 1), await end(START + 1)]).toEqual([true, 0, 1, 0]);
});

it("lets go of streams whose replay has never begun, but not while it may still be on its way", async () => {
  await heldIn("RECORD_1");

  expect([await end(START + 1), await end(START + 2 * MINUTE_MS)]).toEqual([0, 1]);
});

it("holds on where the database that knows is not there, and lets others go", async () => {
  await heldIn("RECORD_1");
  await heldIn("RECORD_2");
  const records = new RecordDatabases(env.DB, new Map([["RECORD_2", env.RECORD_2]]), ["DB"]);

  expect([await end(START + 2 * MINUTE_MS, records), await end(START + 2 * MINUTE_MS)]).toEqual([1, 1]);
});

it("holds nothing where the layout is another one by now", async () => {
  const tenantId = await newTenant(apiUnderTest({ records: allIn("DB") }));
  const hold = { tenantId, replayId: "rpl_1", createdAt: START };

  expect(await holdStreams(env.DB, hold, { ...FIRST_LAYOUT, version: 7 })).toBe(false);
  expect(await end(START + 2 * MINUTE_MS)).toBe(0);
});
