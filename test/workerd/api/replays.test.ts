import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { asRecord } from "../../../src/record/record-database.ts";
import { reconcileReplays } from "../../../src/manage/replays/hand-out-replay.ts";
import { recordProgress } from "../../../src/record/replay-progress.sql.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant, START } from "./api-under-test.ts";
import { deliveredTo, eventOf, pendingTo, record } from "./recorded.ts";

beforeEach(emptyDatabase);

const HOUR_AGO = new Date(START - 3_600_000).toISOString();

async function scene(tenantDraft: object = {}) {
  const api = apiUnderTest();
  api.clock.at = START + 3_600_000;
  const tenant = await newTenant(api, tenantDraft);
  const subscription = await newSubscription(api, tenant);
  const path = `/v1/tenants/${tenant}/subscriptions/${subscription.id}/replays`;
  const failed = () => deliveredTo(subscription.id, { st: "failed" });
  return { api, tenant, subscription, path, failed };
}

describe("a replay", () => {
  it("counts what it finds, exactly, by status, type and stream", async () => {
    const { api, tenant, subscription, path, failed } = await scene();
    await record([
      eventOf(tenant, { deliveries: [failed()] }),
      eventOf(tenant, { deliveries: [failed()], stream: "media:m2", type: "video.media.deleted" }),
      eventOf(tenant, { deliveries: [deliveredTo(subscription.id)] }),
      eventOf(tenant, { deliveries: [pendingTo(subscription.id)] }),
      eventOf(tenant, { deliveries: [deliveredTo("sub_other", { st: "failed" })] }),
    ]);
    const count = async (draft: object) => {
      const { json } = await api.post(path, { from: HOUR_AGO, dryRun: true, ...draft });
      return json["matched"];
    };

    expect(await count({})).toBe(2);
    expect(await count({ eventTypes: ["video.media.ready"] })).toBe(1);
    expect(await count({ streams: ["media:m2"] })).toBe(1);
    expect(await count({ status: "all" })).toBe(4);
    expect(await count({ from: new Date(START + 3_000_000).toISOString() })).toBe(0);
  });

  it("is told to the coordinator of every partition, and shown with what they report", async () => {
    const { api, tenant, subscription, path } = await scene({ partitions: 2 });

    const { status, json } = await api.post(path, { from: HOUR_AGO });
    const numbers = { opened: 3, delivered: 1, failed: 1, skipped: 0, isDone: true };
    for (const partition of [0, 1]) {
      await recordProgress(asRecord(env.DB), {
        tenantId: tenant,
        replayId: json.id,
        partition,
        ...numbers,
        at: START,
      });
    }
    const shown = await api.get(`${path}/${json.id}`);
    const listed = await api.get(path);

    expect([status, json["matched"]]).toEqual([202, 0]);
    expect(api.coordinators.replays).toMatchObject([
      { id: json.id, subscriptionId: subscription.id },
      { id: json.id, subscriptionId: subscription.id },
    ]);
    expect(shown.json).toMatchObject({ status: "done", opened: 6, delivered: 2, failed: 2, pending: 2 });
    expect(listed.json.data).toEqual([shown.json]);
  });

  it("is told again, by the cron, to a coordinator that has reported nothing", async () => {
    const { api, tenant, path } = await scene({ partitions: 2 });
    api.coordinators.failing.set(`${tenant}:1`, 1);
    const { json } = await api.post(path, { from: HOUR_AGO });
    const numbers = { opened: 0, delivered: 0, failed: 0, skipped: 0, isDone: false };
    await recordProgress(asRecord(env.DB), {
      tenantId: tenant,
      replayId: json.id,
      partition: 0,
      ...numbers,
      at: START,
    });
    api.coordinators.calls.length = 0;

    const tooEarly = await reconcileReplays(api.deps, 10);
    api.clock.at += 120_000;
    const done = await reconcileReplays(api.deps, 10);

    expect([tooEarly, done]).toEqual([0, 1]);
    expect(api.coordinators.calls).toEqual([`startReplay ${tenant}:1`]);
  });

  it("can be cancelled, also twice, but not when it is done", async () => {
    const { api, tenant, path } = await scene();
    const first = await api.post(path, { from: HOUR_AGO });
    const second = await api.post(path, { from: HOUR_AGO });
    const numbers = { opened: 0, delivered: 0, failed: 0, skipped: 0, isDone: true };
    const replayId = second.json.id;
    await recordProgress(asRecord(env.DB), {
      tenantId: tenant,
      replayId,
      partition: 0,
      ...numbers,
      at: START,
    });

    const answers = [
      await api.remove(`${path}/${first.json.id}`),
      await api.remove(`${path}/${first.json.id}`),
      await api.remove(`${path}/${second.json.id}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 409]);
    expect(answers[0]?.json["status"]).toBe("cancelled");
    expect(api.coordinators.calls).toContain(`cancelReplay ${first.json.id} ${tenant}:0`);
  });

  it.each([
    [{ from: "yesterday" }, "/from"],
    [{ from: HOUR_AGO, to: HOUR_AGO }, "/from"],
    [{ from: "2027-11-01" }, "/from"],
    [{ from: "2020-01-01", to: "2020-02-01" }, "/to"],
    [{ from: HOUR_AGO, status: "pending" }, "/status"],
    [{ from: HOUR_AGO, eventTypes: ["video.*.ready"] }, "/eventTypes/0"],
    [{}, "/from"],
  ])("refuses %o", async (draft, pointer) => {
    const { api, path } = await scene();

    const { status, json } = await api.post(path, draft);

    expect([status, json.code]).toEqual([422, "invalid"]);
    expect(json.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it("is refused for a subscription that gets no attempts, and beyond three that run", async () => {
    const { api, path } = await scene();
    for (let i = 0; i < 3; i++) await api.post(path, { from: HOUR_AGO });

    const fourth = await api.post(path, { from: HOUR_AGO });
    await api.post(path.replace("replays", "pause"));
    const paused = await api.post(path, { from: HOUR_AGO, dryRun: true });

    expect([fourth.status, fourth.json.code]).toEqual([409, "conflict"]);
    expect([paused.status, paused.json.code]).toEqual([409, "conflict"]);
  });

  it("belongs to its subscription and its tenant", async () => {
    const { api, tenant, path } = await scene();
    const { json } = await api.post(path, { from: HOUR_AGO });
    const other = await newSubscription(api, tenant);

    const answers = await Promise.all([
      api.get(`/v1/tenants/${tenant}/subscriptions/${other.id}/replays/${json.id}`),
      api.get(`${path.replace(tenant, await newTenant(api))}/${json.id}`),
      api.get(`${path}/rpl_unknown`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe("a command", () => {
  it("goes to the coordinator of the event's stream, and its answer shows the delivery as it stands", async () => {
    const { api, tenant, subscription, failed } = await scene({ partitions: 4 });
    const event = eventOf(tenant, { deliveries: [failed()] });
    await record([event]);
    const id = `dlv_${event.id.slice(4)}${subscription.id.slice(-8)}`;
    const delivery = { s: subscription.id, p: 1, st: "pending" as const, n: 1 };
    api.coordinators.obeyed = { result: "done", deliveries: [delivery] };

    const retried = await api.post(`/v1/tenants/${tenant}/deliveries/${id}/retry`);
    const redelivered = await api.post(`/v1/tenants/${tenant}/events/${event.id}/redeliver`);

    expect(retried).toMatchObject({ status: 202, json: { id, status: "pending", attemptCount: 1 } });
    expect(redelivered).toMatchObject({ status: 202, json: { eventId: event.id, deliveries: [{ id }] } });
    expect(api.coordinators.calls.slice(-2)).toEqual([
      expect.stringMatching(`^retry ${event.id} ${subscription.id} ${tenant}:`),
      expect.stringMatching(`^redeliver ${event.id} null ${tenant}:`),
    ]);
  });

  it("tells why it was refused, and 503 where the coordinator cannot reach what it needs", async () => {
    const { api, tenant, subscription, failed } = await scene();
    const event = eventOf(tenant, { deliveries: [failed()] });
    await record([event]);
    const path = `/v1/tenants/${tenant}/deliveries/dlv_${event.id.slice(4)}${subscription.id.slice(-8)}/retry`;

    api.coordinators.obeyed = { result: "unavailable" };
    const away = await api.post(path);
    const refusal = { because: "behind" as const, eventId: "evt_first", position: 1 };
    api.coordinators.obeyed = { result: "refused", refusal };
    const behind = await api.post(path);
    api.coordinators.obeyed = { result: "refused", refusal: { because: "unknown" } };
    const unknown = await api.post(path);

    expect([away.status, behind.status, unknown.status]).toEqual([503, 409, 404]);
    expect(behind.json.detail).toContain("evt_first");
  });

  it("is 404 for what the tenant does not have, and 422 for a subscription that there is not", async () => {
    const { api, tenant, subscription, failed } = await scene();
    const event = eventOf(tenant, { deliveries: [failed()] });
    await record([event]);
    const foreign = await newTenant(api);
    const id = `dlv_${event.id.slice(4)}${subscription.id.slice(-8)}`;

    const answers = [
      await api.post(`/v1/tenants/${foreign}/deliveries/${id}/retry`),
      await api.post(`/v1/tenants/${foreign}/deliveries/${id}/skip`),
      await api.post(`/v1/tenants/${foreign}/events/${event.id}/redeliver`),
      await api.post(`/v1/tenants/${tenant}/events/${event.id}/redeliver`, { subscription: "sub_unknown" }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 422]);
    expect(api.coordinators.calls.filter((call) => !call.startsWith("configure"))).toEqual([]);
  });
});
