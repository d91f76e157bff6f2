import type { AttemptView, FullDeliveryView, FullEventView } from "../../manage/events/event.schema.ts";
import { sentHeaders } from "../../manage/events/sent-headers.ts";
import { Action, Badge, Code, Time } from "./parts.view.tsx";

interface CardProps {
  /** Of the tenant's pages. */
  path: string;
  event: FullEventView;
  delivery: FullDeliveryView;
  mayWrite: boolean;
}

/** What a delivery waits for, in the words of somebody who asks why. */
export const WAITS: Readonly<Record<NonNullable<FullDeliveryView["waitsFor"]>, string>> = {
  previous: "waits for an earlier event of its stream",
  retry: "waits for its next attempt",
  breaker: "waits because the endpoint keeps failing",
  rate: "waits for the subscription's rate limit",
  paused: "waits because the subscription is not enabled",
  slot: "waits for a free slot of the subscription",
};

/** One delivery of an event: what was answered, what it waits for, what can be done. */
export function DeliveryCard({ path, event, delivery, mayWrite }: CardProps) {
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
      {delivery.attempts.length > 0 && <Sent headers={sentHeaders(event, delivery)} />}
      {mayWrite && <DeliveryActions path={path} delivery={delivery} />}
    </article>
  );
}

/** Whether a delivery is not settled. */
export function isOpen({ status }: Pick<FullDeliveryView, "status">): boolean {
  return status === "pending" || status === "parked";
}

/** The buttons of one delivery, as far as its status lets them make sense; what else forbids it is told when clicked. */
function DeliveryActions({ path, delivery }: { path: string; delivery: FullDeliveryView }) {
  const at = `${path}/deliveries/${delivery.id}`;
  return (
    <div class="actions">
      {delivery.status !== "delivered" && <Action to={`${at}/retry`}>Retry now</Action>}
      {isOpen(delivery) && (
        <Action
          to={`${at}/skip`}
          kind="danger"
          ask="Skip this delivery? The endpoint will not get this event, and sees the gap."
        >
          Skip
        </Action>
      )}
      {!isOpen(delivery) && (
        <Action
          to={`${path}/events/${delivery.eventId}/redeliver`}
          values={{ subscription: delivery.subscriptionId }}
          ask="Send this event to this subscription once more?"
        >
          Redeliver
        </Action>
      )}
    </div>
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
      {attempt.replayId && (
        <p class="small">
          By the replay <code>{attempt.replayId}</code>
        </p>
      )}
      {attempt.responseBody ? (
        <Code text={attempt.responseBody} />
      ) : (
        <p class="soft small">No answer body.</p>
      )}
    </details>
  );
}

function Sent({ headers }: { headers: Readonly<Record<string, string>> }) {
  return (
    <details>
      <summary>Headers sent</summary>
      <Code
        text={Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join("\n")}
      />
      <p class="hint">
        Each attempt has its own timestamp, signature and attempt number beside these, and the headers that
        the subscription adds.
      </p>
    </details>
  );
}
