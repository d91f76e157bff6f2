import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { pruneOldRejections, tellRejectingSources } from "../../../src/manage/sources/tell-rejecting.ts";
import { fromUtf8 } from "../../../src/platform/bytes.ts";
import { newId } from "../../../src/platform/ids.ts";
import {
  insertRejections,
  MAX_REJECTIONS_PER_SOURCE,
  type Rejection,
} from "../../../src/record/rejections.sql.ts";
import { type ApiUnderTest, apiUnderTest, emptyDatabase, newTenant, START } from "./api-under-test.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SYSTEM = "ten_00000000000000000000system:0";

beforeEach(emptyDatabase);

async function newSource(api: ApiUnderTest): Promise<string> {
  const tenant = await newTenant(api);
  const { json } = await api.post("/v1/sources", { name: "S", provider: "fastpix", routing: { tenant } });
  return json.id;
}

function rejectionOf(sourceId: string, own: Partial<Rejection> = {}): Rejection {
  const at = own.at ?? START;
  return {
    id: newId("rej", at),
    sourceId,
    at,
    reason: "signature_mismatch",
    detail: "No secret of this source made this signature.",
    count: 1,
    headers: { "user-agent": "F" },
    bodyBytes: 9,
    bodyHead: '{"é":1}',
    ...own,
  };
}

it("lists what a source has refused, newest first, page by page", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  const other = await newSource(api);
  const old = rejectionOf(source, { at: START - 2 });
  const summed = rejectionOf(source, { at: START - 1, count: 40, bodyBytes: null, bodyHead: null });
  await insertRejections(env.DB, source, [old, summed]);
  await insertRejections(env.DB, other, [rejectionOf(other)]);

  const first = await api.get(`/v1/sources/${source}/rejections?limit=1`);
  const second = await api.get(`/v1/sources/${source}/rejections?limit=1&cursor=${first.json.nextCursor}`);

  expect(first.json.data).toEqual([
    {
      id: summed.id,
      sourceId: source,
      at: "2026-11-01T11:59:59.999Z",
      reason: "signature_mismatch",
      detail: "No secret of this source made this signature.",
      count: 40,
      headers: { "user-agent": "F" },
    },
  ]);
  expect(second.json.data).toMatchObject([{ id: old.id, count: 1, bodyBytes: 9, bodyHead: '{"é":1}' }]);
  expect(second.json.nextCursor).toBeNull();
});

it("keeps the newest of a source and no more than its share", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  const flood = Array.from({ length: MAX_REJECTIONS_PER_SOURCE + 20 }, (_, index) =>
    rejectionOf(source, { at: START + index }),
  );

  for (let at = 0; at < flood.length; at += 90)
    await insertRejections(env.DB, source, flood.slice(at, at + 90));

  const kept = await env.DB.prepare("SELECT count(*) AS rows, min(at) AS oldest FROM rejection").first();
  expect(kept).toEqual({ rows: MAX_REJECTIONS_PER_SOURCE, oldest: START + 20 });
});

it("lets go of what is older than a week, and of what belonged to a source that is gone", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  const gone = await newSource(api);
  await insertRejections(env.DB, source, [
    rejectionOf(source, { at: START - 8 * DAY_MS }),
    rejectionOf(source),
  ]);
  await insertRejections(env.DB, gone, [rejectionOf(gone)]);

  await api.remove(`/v1/sources/${gone}`);
  await insertRejections(env.DB, gone, [rejectionOf(gone)]);
  const pruned = await pruneOldRejections(api.deps);

  const left = await env.DB.prepare("SELECT source_id AS id, at FROM rejection").all();
  expect(pruned).toBe(1);
  expect(left.results).toEqual([{ id: source, at: START }]);
});

it("tells the operator of a source that refuses signatures, once an hour, and counts by reason", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  await insertRejections(env.DB, source, [
    rejectionOf(source, { count: 8 }),
    rejectionOf(source, { reason: "signature_missing", count: 2 }),
    rejectionOf(source, { reason: "body_too_large", count: 50 }),
    rejectionOf(source, { at: START - 11 * MINUTE_MS, count: 50 }),
  ]);

  const told = [await tellRejectingSources(api.deps), await tellRejectingSources(api.deps)];
  api.clock.at += 61 * MINUTE_MS;
  await insertRejections(env.DB, source, [rejectionOf(source, { at: api.clock.at, count: 10 })]);
  told.push(await tellRejectingSources(api.deps));

  expect(told).toEqual([1, 0, 1]);
  expect(api.coordinators.calls.filter((call) => call.startsWith("accept"))).toEqual([
    `accept ${SYSTEM}`,
    `accept ${SYSTEM}`,
  ]);
  const [first, second] = api.coordinators.arrivals;
  expect(first).toMatchObject({ type: "source.rejecting", stream: `source:${source}` });
  expect(JSON.parse(fromUtf8(first?.body ?? new Uint8Array()) ?? "")).toMatchObject({
    object: { type: "source", id: source },
    data: { sourceId: source, count: 10, reasons: { signature_mismatch: 8, signature_missing: 2 } },
  });
  expect(second?.providerEventId).not.toBe(first?.providerEventId);
});

it("says nothing of a few refused signatures", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  await insertRejections(env.DB, source, [rejectionOf(source, { count: 9 })]);

  expect(await tellRejectingSources(api.deps)).toBe(0);
});

it("tells it again under the same id where it could not be noted that it was told", async () => {
  const api = apiUnderTest();
  const source = await newSource(api);
  await insertRejections(env.DB, source, [rejectionOf(source, { count: 10 })]);

  await tellRejectingSources(api.deps);
  await env.DB.prepare("UPDATE source SET told_rejecting_at = NULL").run();
  await tellRejectingSources(api.deps);

  const ids = api.coordinators.arrivals.map(({ providerEventId }) => providerEventId);
  expect(ids).toEqual([ids[0], ids[0]]);
});
