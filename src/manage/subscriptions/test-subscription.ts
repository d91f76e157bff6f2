import { classify, eventTypeList } from "../../catalogue/catalogue.ts";
import type { AttemptResult, Lease } from "../../coordinate/lease.ts";
import { isOperationalType, operationalSample } from "../../operational/samples.ts";
import { toUtf8 } from "../../platform/bytes.ts";
import { newId } from "../../platform/ids.ts";
import { Problem } from "../../platform/problem.ts";
import { findSecrets, type Subscription } from "../../record/subscriptions.sql.ts";
import type { ManageDeps } from "../deps.ts";
import type { TestView } from "../events/event.schema.ts";
import { viewAttempt } from "../events/view-attempt.ts";

const DEFAULT_TYPE = "video.media.ready";
/** Not the key of any stream: no media or live stream has this kind. */
const TEST_STREAM = "test";
/** The attempt ends by its own timeout, long before this. */
const LEASE_MS = 60_000;

/**
 * Sends the catalogue's sample of a type to the endpoint, signed and with all headers of a delivery, and tells
 * what came back. Nothing of it is recorded. @throws Problem `invalid` for a type that has no sample
 */
export async function testSubscription(
  deps: Pick<ManageDeps, "db" | "clock" | "attempt">,
  subscription: Subscription,
  eventType: string = DEFAULT_TYPE,
): Promise<TestView> {
  const { canonical, categories } = classify(eventType);
  const sample = sampleOf(canonical);
  if (sample === undefined) {
    const message = "There is no sample of this type. GET /v1/event-types lists those that have one.";
    throw new Problem("invalid", message, { errors: [{ pointer: "/eventType", message }] });
  }
  const now = deps.clock.now();
  const { settings } = subscription;
  const lease: Lease = {
    ordinal: 0,
    eventId: newId("evt", now),
    type: canonical,
    categories,
    stream: TEST_STREAM,
    sequence: 1,
    position: 1,
    late: false,
    attempt: 1,
    until: now + LEASE_MS,
    contentType: "application/json",
    target: {
      subscriptionId: subscription.id,
      url: subscription.url,
      headers: settings.headers,
      signature: settings.signature,
      secrets: await findSecrets(deps.db, subscription.tenantId, subscription.id),
      timeoutSeconds: settings.timeoutSeconds,
    },
  };
  const result = await deps.attempt(lease, toUtf8(JSON.stringify(sample)));
  return { ...viewAttempt(attemptOf(result)), eventType: canonical };
}

function sampleOf(type: string): unknown {
  if (isOperationalType(type)) return operationalSample(type);
  return eventTypeList().find((row) => row.type === type)?.sample;
}

function attemptOf(result: AttemptResult) {
  return {
    at: result.at,
    durationMs: result.durationMs,
    statusCode: result.statusCode ?? null,
    error: result.error ?? result.note ?? null,
    responseBody: result.responseBody ?? null,
    replayId: null,
  };
}
