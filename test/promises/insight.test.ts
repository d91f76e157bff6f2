import { expect, it } from "vitest";
import type { FullStreamView, StreamView } from "../../src/manage/streams/stream.schema.ts";
import type {
  CoordinatorView,
  SubscriptionStatisticsView,
  TenantStatisticsView,
} from "../../src/manage/statistics/statistics.schema.ts";
import { fastpixEvent } from "../support/fastpix-event.ts";
import { post } from "../support/fastpix-sender.ts";
import { failingFirst } from "../support/receiver.ts";
import { useProduct } from "../support/use-product.ts";
import { waitFor } from "../support/wait-for.ts";

const ground = useProduct();
/** Long enough to see what waits for it, on a busy machine as well. */
const RETRY_SECONDS = 8;
// ±10 % by design, and a second for the rounding of clocks.
const LATEST_RETRY_MS = RETRY_SECONDS * 1_100 + 1_000;
const EVENTS = 6;

async function metrics(): Promise<string> {
  const { url, adminKey } = ground.product();
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } });
  expect(response.status).toBe(200);
  return response.text();
}

/** The sum of a metric's samples whose labels hold this text. */
function valueOf(text: string, metric: string, label = ""): number {
  const lines = text.split("\n").filter((line) => line.startsWith(metric) && line.includes(label));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

it.concurrent("shows a blocked lane, what its head waits for and until when, and that it flows again", async () => {
  const scene = await ground.scene();
  const { subscription, receiver } = await scene.subscribe(failingFirst(1), {
    retrySchedule: [RETRY_SECONDS],
  });
  const flowing = await scene.subscribe();
  const streams = `/v1/tenants/${scene.tenant}/streams`;
  const show = () => scene.api.get<FullStreamView>(`${streams}/${encodeURIComponent("media:m1")}`);

  await scene.tell({ type: "video.media.created", of: "m1" });
  const failedBy = await waitFor("the first attempt", () => receiver.deliveries[0] && Date.now());
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await scene.tell({ type: "video.media.ready", of: "m2" });
  const blocked = await waitFor("the blocked lane", async () => {
    const seen = await show();
    const lane = seen.lanes.find(({ subscriptionId }) => subscriptionId === subscription.id);
    return lane?.head?.waitsFor === "retry" && lane.deliveries.length === 2 && { seen, lane, by: Date.now() };
  });
  const active = await scene.api.list<StreamView>(streams, { active: "true" });
  const free = await waitFor("the lane to flow", async () => {
    const seen = await show();
    return !seen.active && seen.events.every(({ status }) => status === "delivered") && seen;
  });

  const { head, deliveries } = blocked.lane;
  expect(blocked.seen.events.map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(head).toMatchObject({ sequence: 1, position: 1, attemptCount: 1, waitsFor: "retry" });
  expect(Date.parse(head?.waitsUntil ?? "")).toBeLessThan(blocked.by + LATEST_RETRY_MS);
  expect(Date.parse(head?.waitsUntil ?? "")).toBeGreaterThan(failedBy);
  expect(deliveries.map(({ waitsFor }) => waitsFor)).toEqual(["retry", "previous"]);
  const other = blocked.seen.lanes.find(({ subscriptionId }) => subscriptionId === flowing.subscription.id);
  expect(other?.head).toBeUndefined();
  expect(active.map(({ stream }) => stream)).toContain("media:m1");
  expect(free.lanes.map(({ openDeliveries }) => openDeliveries)).toEqual([0, 0]);
  expect(await scene.api.list<StreamView>(streams, { active: "true" })).toEqual([]);
});

it.concurrent("counts exactly what happened: what came in, what was delivered, what failed and what was retried", async () => {
  const scene = await ground.scene({ partitions: 3 });
  const shaky = await scene.subscribe(failingFirst(1));
  const dead = await scene.subscribe(() => ({ kind: "answer", status: 500 }), { retrySchedule: [1] });
  const again = fastpixEvent({ type: "video.mediaAI.summary.ready", of: "m0" });

  for (let i = 1; i < EVENTS; i++) await scene.tell({ type: "video.media.ready", of: `m${i}` });
  await scene.sender.send(again);
  await scene.sender.send(again);
  const base = `/v1/tenants/${scene.tenant}`;
  const statistics = ({ subscription }: typeof shaky) =>
    scene.api.get<SubscriptionStatisticsView>(`${base}/subscriptions/${subscription.id}/stats?window=1h`);
  const [ofShaky, ofDead] = await waitFor("every delivery to come to an end", async () => {
    const both = [await statistics(shaky), await statistics(dead)] as const;
    return both[0].totals.delivered === EVENTS && both[1].totals.failed === EVENTS && both;
  });
  const ofTenant = await scene.api.get<TenantStatisticsView>(`${base}/stats?window=1h`);

  const attempts = (seat: typeof shaky) => seat.receiver.deliveries.length;
  expect(ofShaky.totals).toMatchObject({ failed: 0, retried: attempts(shaky) - EVENTS });
  expect(ofDead.totals).toMatchObject({ delivered: 0, retried: attempts(dead) - EVENTS });
  expect(ofShaky.data).toHaveLength(12);
  expect(ofShaky.data.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(EVENTS);
  expect(ofShaky.totals.p95Ms).toBeGreaterThan(0);
  expect(ofTenant.totals).toMatchObject({
    accepted: EVENTS,
    duplicates: 1,
    delivered: EVENTS,
    failed: EVENTS,
    retried: ofShaky.totals.retried + ofDead.totals.retried,
  });
  expect(ofTenant.byCategory.filter(({ accepted }) => accepted > 0)).toMatchObject([
    { category: "media", accepted: EVENTS - 1 },
    { category: "ai", accepted: 1 },
  ]);
  expect(ofTenant.now).toMatchObject({ openEvents: 0, oldestUndeliveredAt: null });
});

it.concurrent("tells Prometheus what was taken, refused and delivered, and the operator which coordinators there are", async () => {
  const before = await metrics();
  const scene = await ground.scene();
  const { receiver } = await scene.subscribe();

  await scene.tell({ type: "video.media.ready", of: "m1" });
  await post(scene.source.ingestUrl, Buffer.from('{"id":"x","type":"y"}'), { "fastpix-signature": "wrong" });
  await waitFor("the delivery", () => receiver.deliveries.length === 1);
  const after = await waitFor("the report of it", async () => {
    const text = await metrics();
    const has = (metric: string, label: string) =>
      valueOf(text, metric, label) > valueOf(before, metric, label);
    return (
      has("hooklane_ingest_total", 'result="accepted"') &&
      has("hooklane_deliveries_total", 'outcome="delivered"') &&
      has("hooklane_ingest_refused_total", 'reason="signature_malformed"') &&
      text
    );
  });
  const coordinators = await scene.api.list<CoordinatorView>("/v1/system/coordinators");

  // There before anything was delivered, or a rate would miss the first step.
  expect(before).toContain('hooklane_ingest_refused_total{reason="signature_mismatch"} 0');
  expect(before).toContain("hooklane_attempt_duration_seconds_count");
  expect(valueOf(after, "hooklane_attempt_duration_seconds_count")).toBeGreaterThan(0);
  const { id } = await scene.api.get<{ id: string }>(`/v1/tenants/${scene.tenant}`);
  expect(coordinators.filter(({ tenantId }) => tenantId === id)).toMatchObject([{ partition: 0 }]);
});
