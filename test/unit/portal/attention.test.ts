import { describe, expect, it } from "vitest";
import type { SubscriptionView } from "../../../src/manage/subscriptions/subscription.schema.ts";
import { concernsOf, type OpenDelivery, type Watched } from "../../../src/portal/attention.ts";

const QUIET = { delivered: 0, failed: 0, retried: 0, p50Ms: null, p95Ms: null };

function watched(id: string, more: Partial<SubscriptionView> = {}, totals = {}): Watched {
  const subscription = { id, url: `https://${id}.example`, status: "enabled", ...more };
  return { subscription: subscription as SubscriptionView, totals: { ...QUIET, ...totals } };
}

function open(subscriptionId: string, stream: string, more: Partial<OpenDelivery> = {}): OpenDelivery {
  return { subscriptionId, stream, status: "pending", waitsFor: "retry", ...more };
}

describe("what needs attention", () => {
  it("is nothing where everything is delivered, however much waits for its turn", () => {
    const busy = watched("busy", {}, { delivered: 9, retried: 2 });

    const concerns = concernsOf([busy], [open("busy", "media:a", { waitsFor: "previous" })]);

    expect(concerns).toEqual([]);
  });

  it("begins with who gets nothing, and ends with who is paused on purpose", () => {
    const concerns = concernsOf(
      [
        watched("paused", { status: "paused" }),
        watched("lossy", {}, { delivered: 5, failed: 1 }),
        watched("failing", {}, { retried: 3 }),
        watched("gone", { status: "disabled", disabledReason: "gone" }),
      ],
      [open("lossy", "media:a"), open("lossy", "media:b", { status: "parked" })],
    );

    expect(concerns.map(({ about, text }) => `${about} ${text}`)).toEqual([
      "https://gone.example is disabled: gone",
      "https://failing.example took nothing; 3 attempts failed",
      "https://lossy.example holds up 1 stream",
      "https://lossy.example has 1 parked: they may arrive out of order",
      "https://lossy.example lost 1 delivery for good: replay what has failed",
      "https://paused.example is paused: its events wait",
    ]);
  });

  it("leads to the one stream that is held up, or to the list of several", () => {
    const one = concernsOf([watched("a")], [open("a", "media:x/y"), open("a", "media:x/y")]);
    const two = concernsOf([watched("a")], [open("a", "media:x"), open("a", "media:y")]);

    expect([one[0]?.to, two[0]?.to]).toEqual(["/streams/media%3Ax%2Fy", "/streams"]);
  });
});
