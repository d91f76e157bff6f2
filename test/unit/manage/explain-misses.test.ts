import { expect, it } from "vitest";
import { explainMisses } from "../../../src/manage/events/explain-misses.ts";
import { DEFAULT_SETTINGS } from "../../../src/manage/subscriptions/limits.ts";
import type { SubscriptionSettings } from "../../../src/record/subscription-settings.ts";

const RECEIVED_AT = Date.parse("2026-11-01T12:00:00.000Z");
const PAYLOAD = { type: "video.media.ready", data: { duration: "00:04:18" } };
const EVENT = {
  type: PAYLOAD.type,
  receivedAt: RECEIVED_AT,
  status: "unmatched" as const,
  deliveries: [],
  payload: PAYLOAD,
};

function subscription(
  settings: Partial<SubscriptionSettings>,
  { createdAt = RECEIVED_AT - 9, updatedAt = RECEIVED_AT - 9 } = {},
) {
  return { id: "sub_1", settings: { ...DEFAULT_SETTINGS, ...settings }, createdAt, updatedAt };
}

function reasonFor(asked: ReturnType<typeof subscription>): string | undefined {
  return explainMisses(EVENT, [asked])[0]?.reason;
}

it("says nothing of a subscription that has the event", () => {
  const event = { ...EVENT, deliveries: [{ s: "sub_1", p: 1, st: "delivered", n: 1 } as const] };

  expect(explainMisses(event, [subscription({ categories: ["ai"] })])).toEqual([]);
});

it("says of an event that waits for an earlier one that nothing is decided yet", () => {
  const [miss] = explainMisses({ ...EVENT, status: "pending" }, [subscription({ categories: ["ai"] })]);

  expect(miss?.reason).toMatch(/^The event waits for an earlier one of its stream/);
});

it("names the filters that kept the event back", () => {
  expect(reasonFor(subscription({ categories: ["ai"] }))).toBe(
    '"video.media.ready" is of category media, but the subscription asks only for category ai.',
  );
});

it("names the condition on the payload that kept the event back", () => {
  expect(reasonFor(subscription({ filter: { "data.duration": { $gte: "00:10:00" } } }))).toBe(
    'The filter keeps it back: data.duration $gte "00:10:00" does not hold, there is "00:04:18".',
  );
});

it("adds when the filters changed after the event", () => {
  expect(reasonFor(subscription({ categories: ["ai"] }, { updatedAt: RECEIVED_AT + 1_000 }))).toMatch(
    /asks only for category ai\. It was changed at 2026-11-01T12:00:01\.000Z, after this event\.$/,
  );
});

it("blames no filter of a subscription that was created after the event", () => {
  const late = { createdAt: RECEIVED_AT + 1_000, updatedAt: RECEIVED_AT + 1_000 };

  expect(reasonFor(subscription({ categories: ["ai"] }, late))).toBe(
    "The subscription was created at 2026-11-01T12:00:01.000Z, after this event was received.",
  );
});

it("says that a subscription which asks for the event now did not at the time", () => {
  expect(reasonFor(subscription({}, { updatedAt: RECEIVED_AT + 1_000 }))).toContain("did not ask for");
});
