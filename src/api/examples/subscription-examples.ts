import { DEFAULT_SETTINGS } from "../../manage/subscriptions/limits.ts";
import { CREATED_AT, OCCURRED_AT, SIGNING_SECRET, SUBSCRIPTION, TENANT, TYPE } from "./things.ts";

const HOUR_SECONDS = 3_600;

const draft = {
  url: "https://example.com/webhooks/video",
  description: "Publishes what is ready",
  categories: ["media"],
  eventTypes: ["video.live_stream.*"],
  filter: { "data.metadata.course": { $startsWith: "intro-" } },
  maxBlockSeconds: HOUR_SECONDS,
  headers: { "x-team": "publishing" },
};

const subscription = {
  id: SUBSCRIPTION,
  tenantId: TENANT,
  ...DEFAULT_SETTINGS,
  ...draft,
  status: "enabled",
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
};

/** Subscriptions and what can be done with them, by the name of the type. */
export const SUBSCRIPTION_EXAMPLES = {
  SubscriptionDraft: draft,
  SubscriptionPatch: { categories: ["media", "ai"], filter: null, rateLimit: { perSecond: 20 } },
  Subscription: subscription,
  CreatedSubscription: { ...subscription, secret: SIGNING_SECRET },
  TestDraft: { eventType: TYPE },
  TestAttempt: { at: OCCURRED_AT, statusCode: 200, durationMs: 84, responseBody: "ok", eventType: TYPE },
  RotationDraft: { overlapSeconds: HOUR_SECONDS },
  RotatedSecret: { id: SUBSCRIPTION, secret: SIGNING_SECRET, signingSecrets: 2 },
  MatchDraft: {
    subscription: { categories: ["media"], filter: { "data.duration": { $gte: "00:10:00" } } },
    event: TYPE,
  },
  Match: {
    matches: false,
    reason: 'The filter keeps it back: data.duration $gte "00:10:00" does not hold, there is "00:04:18".',
    typeMatches: true,
    filterMatches: false,
    eventType: TYPE,
    categories: ["media"],
  },
};
