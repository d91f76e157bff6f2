import { EVENT_TYPES } from "../../catalogue/event-types.ts";
import type { DeliveryView, TestView } from "../../manage/events/event.schema.ts";
import type { SubscriptionStatisticsView } from "../../manage/statistics/statistics.schema.ts";
import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Action, Badge, Code, Note, Time } from "../parts/parts.view.tsx";
import { RecentDeliveries } from "./recent-deliveries.view.tsx";
import { RotateForm } from "./rotate-secret.view.tsx";
import { Verification } from "./secret.view.tsx";
import { SubscriptionHealth } from "./subscription-health.view.tsx";
import { whatItGets } from "./subscriptions.view.tsx";

interface DetailProps {
  tenant: PageTenant;
  subscription: SubscriptionView;
  /** Whether whoever looks may change it. */
  mayWrite: boolean;
  /** Of the last 24 hours; absent where they cannot be had for the moment. */
  totals: SubscriptionStatisticsView["totals"] | undefined;
  /** Its newest ones. */
  deliveries: readonly DeliveryView[];
  /** What a test that was just sent came to. */
  test?: TestView | undefined;
}

/** One subscription: what it gets, how it is delivered, and what can be done with it. */
export function SubscriptionDetail({
  tenant,
  subscription,
  mayWrite,
  totals,
  deliveries,
  test,
}: DetailProps) {
  const path = `${tenantPath(tenant)}/subscriptions/${subscription.id}`;
  return (
    <>
      <div class="head">
        <div>
          <h1>{subscription.url}</h1>
          <p class="soft">
            <Badge status={subscription.status} /> <code>{subscription.id}</code>
            {subscription.description && ` ${subscription.description}`}
          </p>
        </div>
        <a
          class="button"
          href={`${tenantPath(tenant)}/replays?${new URLSearchParams({ subscription: subscription.id }).toString()}`}
        >
          Replays
        </a>
        {mayWrite && <Switches path={path} subscription={subscription} />}
      </div>
      {subscription.disabledReason && (
        <Note tone="bad">
          Disabled: {subscription.disabledReason}. Its events are kept and wait, as long as events are kept at
          all; enabling it goes on where it stopped.
        </Note>
      )}
      {subscription.warnings?.map((warning) => (
        <Note tone="wait">{warning}</Note>
      ))}
      <Settings subscription={subscription} />
      {mayWrite && <TestForm path={path} test={test} />}
      <SubscriptionHealth totals={totals} />
      <RecentDeliveries path={tenantPath(tenant)} deliveries={deliveries} />
      {mayWrite && <RotateForm path={path} signature={subscription.signature} />}
      <Verification url={subscription.url} />
    </>
  );
}

function Switches({ path, subscription }: { path: string; subscription: SubscriptionView }) {
  return (
    <div class="actions">
      {subscription.status === "enabled" && (
        <Action to={`${path}/pause`} ask="Pause this subscription? Its events are kept and wait.">
          Pause
        </Action>
      )}
      {subscription.status === "paused" && (
        <Action to={`${path}/resume`} kind="main">
          Resume
        </Action>
      )}
      {subscription.status === "disabled" && (
        <Action to={`${path}/enable`} kind="main">
          Enable
        </Action>
      )}
      <a class="button" href={`${path}/edit`}>
        Change
      </a>
      <Action
        to={`${path}/remove`}
        kind="danger"
        ask="Remove this subscription? What is pending for it is skipped."
      >
        Remove
      </Action>
    </div>
  );
}

function Settings({ subscription }: { subscription: SubscriptionView }) {
  const { maxBlockSeconds, rateLimit } = subscription;
  return (
    <dl>
      <dt>Gets</dt>
      <dd>{whatItGets(subscription)}</dd>
      {subscription.filter && (
        <>
          <dt>Filter</dt>
          <dd>
            <Code text={JSON.stringify(subscription.filter, null, 2)} />
          </dd>
        </>
      )}
      <dt>Order</dt>
      <dd>
        {subscription.ordering === "none"
          ? "none: events go as soon as they can"
          : `kept in each stream; an event that fails holds its stream ${
              maxBlockSeconds === null ? "until its retries are over" : `for ${maxBlockSeconds} s at most`
            }`}
      </dd>
      <dt>Retries after</dt>
      <dd>{subscription.retrySchedule.map((seconds) => `${seconds} s`).join(", ") || "no retry"}</dd>
      <dt>Timeout</dt>
      <dd>{subscription.timeoutSeconds} s</dd>
      <dt>At once</dt>
      <dd>
        {subscription.maxInFlight} attempts{rateLimit && `, ${rateLimit.perSecond} a second`}
      </dd>
      <dt>Signature</dt>
      <dd>{subscription.signature === "fastpix" ? "Standard Webhooks and FastPix" : "Standard Webhooks"}</dd>
      <dt>Changed</dt>
      <dd>
        <Time at={subscription.updatedAt} />
      </dd>
    </dl>
  );
}

function TestForm({ path, test }: { path: string; test: TestView | undefined }) {
  return (
    <section aria-labelledby="test-title">
      <h2 id="test-title">Send a test</h2>
      <p class="hint">The catalogue's sample of a type, signed as a real event. Nothing of it is recorded.</p>
      <form method="post" action={`${path}/test`} class="filters">
        <label>
          Event type
          <select name="eventType">
            {Object.keys(EVENT_TYPES).map((type) => (
              <option selected={type === (test?.eventType ?? "video.media.ready")}>{type}</option>
            ))}
          </select>
        </label>
        <button type="submit">Send</button>
      </form>
      {test && (
        <Note tone={test.error === undefined ? "good" : "bad"}>
          <p>
            {test.error === undefined ? "The endpoint took it" : `It failed: ${test.error}`}
            {test.statusCode !== undefined && `, status ${test.statusCode}`}, {test.durationMs} ms
          </p>
          {test.responseBody && <Code text={test.responseBody} />}
        </Note>
      )}
    </section>
  );
}
