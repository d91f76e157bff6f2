import type { AttemptView, FullDeliveryView, FullEventView } from "../../manage/events/event.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Badge, Code, Copyable, Empty, Time } from "../parts/parts.view.tsx";

interface DetailProps {
  tenant: PageTenant;
  event: FullEventView;
  deliveries: readonly FullDeliveryView[];
}

/** What came, where it went, and what was answered. */
export function EventDetail({ tenant, event, deliveries }: DetailProps) {
  const path = tenantPath(tenant);
  return (
    <>
      <div class="head">
        <div>
          <h1>{event.type}</h1>
          <p class="soft">
            <Badge status={event.status} /> {event.late && <span class="badge wait">late</span>}{" "}
            <code>{event.id}</code>
          </p>
        </div>
      </div>
      <div class="beside">
        <Facts path={path} event={event} />
        <Deliveries path={path} event={event} deliveries={deliveries} />
      </div>
    </>
  );
}

function Facts({ path, event }: { path: string; event: FullEventView }) {
  return (
    <section aria-labelledby="payload-title">
      <dl>
        <dt>Stream</dt>
        <dd>
          <a href={`${path}/streams/${encodeURIComponent(event.stream)}`}>
            <code>{event.stream}</code>
          </a>
        </dd>
        <dt>Sequence</dt>
        <dd>{event.sequence}</dd>
        <dt>Categories</dt>
        <dd>{event.categories.join(", ")}</dd>
        <dt>Happened</dt>
        <dd>
          <Time at={event.occurredAt} />
        </dd>
        <dt>Received</dt>
        <dd>
          <Time at={event.receivedAt} />
        </dd>
        <dt>Provider's id</dt>
        <dd>
          <code>{event.providerEventId}</code>
        </dd>
      </dl>
      <h2 id="payload-title">Payload</h2>
      <p class="hint">Secrets are masked here. Endpoints get the provider's bytes unchanged.</p>
      <Copyable id="payload" text={JSON.stringify(event.payload, null, 2)} />
      <h3>Headers as received</h3>
      <dl>
        {Object.entries(event.headers).map(([name, value]) => (
          <>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code>{value}</code>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Deliveries({
  path,
  event,
  deliveries,
}: {
  path: string;
  event: FullEventView;
  deliveries: readonly FullDeliveryView[];
}) {
  return (
    <section id="deliveries" data-live aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Deliveries</h2>
      {deliveries.length === 0 && <Empty>No subscription wanted this event.</Empty>}
      {deliveries.map((delivery) => (
        <DeliveryCard path={path} delivery={delivery} />
      ))}
      {event.misses.length > 0 && (
        <>
          <h3>Not delivered to</h3>
          <dl>
            {event.misses.map((miss) => (
              <>
                <dt>
                  <a href={`${path}/subscriptions/${miss.subscriptionId}`}>
                    <code>{miss.subscriptionId}</code>
                  </a>
                </dt>
                <dd>{miss.reason}</dd>
              </>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

/** What a delivery waits for, in the words of somebody who asks why. */
const WAITS: Readonly<Record<NonNullable<FullDeliveryView["waitsFor"]>, string>> = {
  previous: "waits for an earlier event of its stream",
  retry: "waits for its next attempt",
  breaker: "waits because the endpoint keeps failing",
  rate: "waits for the subscription's rate limit",
  paused: "waits because the subscription is not enabled",
  slot: "waits for a free slot of the subscription",
};

function DeliveryCard({ path, delivery }: { path: string; delivery: FullDeliveryView }) {
  return (
    <article class="card">
      <p>
        <Badge status={delivery.status} />{" "}
        <a href={`${path}/subscriptions/${delivery.subscriptionId}`}>
          <code>{delivery.subscriptionId}</code>
        </a>{" "}
        <span class="soft">position {delivery.position}</span>
      </p>
      {delivery.waitsFor && (
        <p class="soft">
          It {WAITS[delivery.waitsFor]}
          {delivery.nextAttemptAt && (
            <>
              {", next at "}
              <Time at={delivery.nextAttemptAt} />
            </>
          )}
          .
        </p>
      )}
      {delivery.attempts.map((attempt, index) => (
        <Attempt attempt={attempt} number={index + 1} />
      ))}
    </article>
  );
}

function Attempt({ attempt, number }: { attempt: AttemptView; number: number }) {
  const isGood = attempt.error === undefined;
  return (
    <details>
      <summary>
        <span class={`badge ${isGood ? "good" : "bad"}`}>{attempt.statusCode ?? attempt.error}</span> attempt{" "}
        {number}, <Time at={attempt.at} />, {attempt.durationMs} ms
      </summary>
      {attempt.error && attempt.statusCode !== undefined && <p class="small">{attempt.error}</p>}
      {attempt.responseBody ? (
        <Code text={attempt.responseBody} />
      ) : (
        <p class="soft small">No answer body.</p>
      )}
    </details>
  );
}
