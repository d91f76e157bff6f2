import type { EventView, FullDeliveryView, FullEventView } from "../../manage/events/event.schema.ts";
import type { Problem } from "../../platform/problem.ts";
import { DeliveryCard } from "../parts/delivery-card.view.tsx";
import { EventList } from "../parts/event-list.view.tsx";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Outcome } from "../parts/outcome.view.tsx";
import { Action, Badge, Copyable, Empty, Time } from "../parts/parts.view.tsx";

interface DetailProps {
  tenant: PageTenant;
  event: FullEventView;
  deliveries: readonly FullDeliveryView[];
  /** Whether whoever looks may send again, retry and skip. */
  mayWrite: boolean;
  /** The list that it was chosen from, and the filter of it. */
  others: readonly EventView[];
  query: Readonly<Record<string, string>>;
  /** What was just done, or why it was not. */
  done?: string | undefined;
  refusal?: Problem | undefined;
}

/** What came, where it went, and what was answered. */
export function EventDetail(props: DetailProps) {
  const { tenant, event, others, query } = props;
  return (
    <div class="chosen">
      <EventList path={tenantPath(tenant)} events={others} chosen={event.id} query={query} />
      <div>
        <Chosen {...props} />
      </div>
    </div>
  );
}

function Chosen({ tenant, event, deliveries, mayWrite, done, refusal }: DetailProps) {
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
        {mayWrite && deliveries.length > 0 && (
          <Action
            to={`${path}/events/${event.id}/redeliver`}
            ask="Send this event again to every enabled subscription that has it?"
          >
            Redeliver to all
          </Action>
        )}
      </div>
      <Outcome done={done} refusal={refusal} />
      <div class="beside">
        <Facts path={path} event={event} />
        <Deliveries path={path} event={event} deliveries={deliveries} mayWrite={mayWrite} />
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
  mayWrite,
}: Pick<DetailProps, "event" | "deliveries" | "mayWrite"> & { path: string }) {
  return (
    <section id="deliveries" data-live aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Deliveries</h2>
      {deliveries.length === 0 && <Empty>No subscription wanted this event.</Empty>}
      {deliveries.map((delivery) => (
        <DeliveryCard path={path} event={event} delivery={delivery} mayWrite={mayWrite} />
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
                <dd>
                  {miss.reason}
                  {mayWrite && (
                    <Action
                      to={`${path}/events/${event.id}/redeliver`}
                      values={{ subscription: miss.subscriptionId }}
                      ask="Send this event to this subscription, which never had it?"
                    >
                      Send it there
                    </Action>
                  )}
                </dd>
              </>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
