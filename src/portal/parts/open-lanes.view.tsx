import type { LaneDeliveryView } from "../../manage/streams/stream.schema.ts";
import { isOpen, WAITS } from "./delivery-card.view.tsx";
import { Action, Badge, Time } from "./parts.view.tsx";
import type { NamedLane } from "./timeline.view.tsx";

/** Parked deliveries that a lane's card shows at once; the others are one click away. */
const SHOWN_PARKED = 2;

interface OpenLanesProps {
  /** Of the tenant's pages. */
  path: string;
  stream: string;
  lanes: readonly NamedLane[];
  mayWrite: boolean;
}

/** What the stream waits for: the head of each lane that is held, and what is parked beside one. */
export function OpenLanes({ path, stream, lanes, mayWrite }: OpenLanesProps) {
  const open = lanes.filter((lane) => lane.openDeliveries > 0);
  return (
    <section id="open-lanes" data-live aria-labelledby="open-lanes-title">
      <h2 id="open-lanes-title">What it waits for</h2>
      {open.length === 0 && <p class="soft">Nothing: every delivery of this stream is settled.</p>}
      <div class="lanes">
        {open.map((lane) => (
          <OpenLane path={path} stream={stream} lane={lane} mayWrite={mayWrite} />
        ))}
      </div>
    </section>
  );
}

type OpenLaneProps = Omit<OpenLanesProps, "lanes"> & { lane: NamedLane };

function OpenLane({ path, stream, lane, mayWrite }: OpenLaneProps) {
  const { head } = lane;
  const beside = lane.deliveries.filter(
    (delivery) => delivery.status === "parked" && delivery.id !== head?.id,
  );
  const behind = lane.openDeliveries - beside.length - (head ? 1 : 0);
  const failed = new URLSearchParams({ subscription: lane.subscriptionId, streams: stream, range: "30d" });
  return (
    <article class="card">
      <h3>
        <a href={`${path}/subscriptions/${lane.subscriptionId}`}>{lane.name}</a>
      </h3>
      {head && (
        <>
          <Waiting path={path} delivery={head} mayWrite={mayWrite} />
          {behind > 0 && (
            <p class="soft small">
              {behind === 1 ? "1 event waits" : `${behind} events wait`} behind it, in order.
            </p>
          )}
        </>
      )}
      {beside.slice(0, SHOWN_PARKED).map((delivery) => (
        <Waiting path={path} delivery={delivery} mayWrite={mayWrite} />
      ))}
      {beside.length > SHOWN_PARKED && (
        <details>
          <summary>{beside.length - SHOWN_PARKED} more parked</summary>
          {beside.slice(SHOWN_PARKED).map((delivery) => (
            <Waiting path={path} delivery={delivery} mayWrite={mayWrite} />
          ))}
        </details>
      )}
      {!head && beside.length === 0 && <p class="soft small">Deliveries are on their way.</p>}
      {mayWrite && (
        <p class="small">
          <a href={`${path}/replays/new?${failed.toString()}`}>Replay what has failed in this lane</a>
        </p>
      )}
    </article>
  );
}

function Waiting({
  path,
  delivery,
  mayWrite,
}: {
  path: string;
  delivery: LaneDeliveryView;
  mayWrite: boolean;
}) {
  return (
    <div class="waiting">
      <p>
        <Badge status={delivery.status} />{" "}
        <a href={`${path}/events/${delivery.eventId}`}>
          {delivery.sequence}: {delivery.type}
        </a>
      </p>
      <p class="soft small">
        <Why delivery={delivery} />
      </p>
      {mayWrite && isOpen(delivery) && (
        <div class="actions">
          <Action to={`${path}/deliveries/${delivery.id}/retry`} values={{ to: "stream" }}>
            Retry now
          </Action>
          <Action
            to={`${path}/deliveries/${delivery.id}/skip`}
            values={{ to: "stream" }}
            kind="danger"
            ask="Skip this delivery? The endpoint will not get this event, and sees the gap."
          >
            Skip
          </Action>
        </div>
      )}
    </div>
  );
}

function Why({ delivery }: { delivery: LaneDeliveryView }) {
  const { attemptCount, leasedUntil, waitsFor, waitsUntil, parksAt, status } = delivery;
  const tries = attemptCount === 1 ? "1 attempt" : `${attemptCount} attempts`;
  return (
    <>
      {attemptCount > 0 && `${tries} so far. `}
      {leasedUntil !== undefined && "It is being attempted. "}
      {leasedUntil === undefined && waitsFor !== undefined && (
        <>
          It {WAITS[waitsFor]}
          {waitsUntil !== undefined && (
            <>
              {", until "}
              <Time at={waitsUntil} />
            </>
          )}
          {". "}
        </>
      )}
      {status === "parked" && "It is retried beside its lane, which flows on. "}
      {status === "pending" && parksAt !== undefined && (
        <>
          From <Time at={parksAt} /> on it may be parked, so that its lane flows on.
        </>
      )}
    </>
  );
}
