import { beforeEach, expect, it } from "vitest";
import { deliveryId, newId } from "../../../src/platform/ids.ts";
import { apiUnderTest, emptyDatabase, newTenant, START } from "./api-under-test.ts";
import { deliveredTo, eventOf, pendingTo, record } from "./recorded.ts";

const SUB_A = newId("sub", START);
const SUB_B = newId("sub", START);

beforeEach(emptyDatabase);

it("lists deliveries by subscription, status, stream and time", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const first = eventOf(tenant, { receivedAt: START, deliveries: [deliveredTo(SUB_A), pendingTo(SUB_B)] });
  const second = eventOf(tenant, {
    receivedAt: START + 60_000,
    stream: "live:l1",
    deliveries: [deliveredTo(SUB_A), pendingTo(SUB_B, { st: "parked" })],
  });
  await record([first, second]);
  const found = async (query: string) =>
    (await api.get(`/v1/tenants/${tenant}/deliveries?${query}`)).json.data.map(
      (delivery: { id: string }) => delivery.id,
    );
  const [firstA, firstB] = [deliveryId(first.id, SUB_A), deliveryId(first.id, SUB_B)];
  const [secondA, secondB] = [deliveryId(second.id, SUB_A), deliveryId(second.id, SUB_B)];
  const inOrder = (...ids: string[]) => (SUB_A > SUB_B ? ids : ids.toReversed());

  expect(await found("")).toEqual([...inOrder(secondA, secondB), ...inOrder(firstA, firstB)]);
  expect(await found(`subscription=${SUB_A}`)).toEqual([secondA, firstA]);
  expect(await found("status=parked")).toEqual([secondB]);
  expect(await found("status=pending")).toEqual([firstB]);
  expect(await found("status=delivered")).toEqual([secondA, firstA]);
  expect(await found("stream=live:l1&status=delivered")).toEqual([secondA]);
  expect(await found("from=2026-11-01T12:00:30Z&status=delivered")).toEqual([secondA]);
  expect(await found("to=2026-11-01T12:00:30Z&status=delivered")).toEqual([firstA]);
});

it("shows one delivery with its attempts in order", async () => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const event = eventOf(tenant, {
    status: "pending",
    deliveries: [pendingTo(SUB_A, { n: 2 }), deliveredTo(SUB_B)],
  });
  const attempt = { tenantId: tenant, eventId: event.id, subscriptionId: SUB_A, replayId: null };
  await record(
    [event],
    [
      {
        ...attempt,
        number: 2,
        at: START + 2_000,
        durationMs: 40,
        statusCode: 500,
        error: "http_status",
        responseBody: "no",
      },
      {
        ...attempt,
        number: 1,
        at: START + 1_000,
        durationMs: 10_000,
        statusCode: null,
        error: "timeout",
        responseBody: null,
      },
    ],
  );

  const retried = await api.get(`/v1/tenants/${tenant}/deliveries/${deliveryId(event.id, SUB_A)}`);
  const smooth = await api.get(`/v1/tenants/${tenant}/deliveries/${deliveryId(event.id, SUB_B)}`);

  expect(retried.json).toMatchObject({ status: "pending", attemptCount: 2, waitsFor: "retry" });
  expect(retried.json.nextAttemptAt).toBe("2026-11-01T12:00:09.000Z");
  expect(retried.json.attempts).toEqual([
    { at: "2026-11-01T12:00:01.000Z", error: "timeout", durationMs: 10_000 },
    {
      at: "2026-11-01T12:00:02.000Z",
      statusCode: 500,
      error: "http_status",
      durationMs: 40,
      responseBody: "no",
    },
  ]);
  expect(smooth.json.attempts).toEqual([
    { at: "2026-11-01T12:00:04.000Z", statusCode: 200, durationMs: 35, responseBody: "ok" },
  ]);
});

it.each(["dlv_nothing", `dlv_${"0".repeat(34)}`, "evt_1"])("knows no delivery %s", async (id) => {
  const api = apiUnderTest();
  const tenant = await newTenant(api);

  const answer = await api.get(`/v1/tenants/${tenant}/deliveries/${id}`);

  expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
});
