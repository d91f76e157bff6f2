import type { EventView } from "../../manage/events/event.schema.ts";
import type { LaneDeliveryView, LaneView } from "../../manage/streams/stream.schema.ts";
import { bandsOf, MARKS, type MarkName, markOf, shortTypeOf } from "../timeline.ts";

/** A lane with the name of its subscription. */
export type NamedLane = LaneView & { name: string };

interface TimelineProps {
  /** Of the tenant's pages. */
  path: string;
  /** In order. */
  events: readonly EventView[];
  lanes: readonly NamedLane[];
  /** Whether it shows the newest events, and so moves on. */
  isLive: boolean;
}

/**
 * A stream's life as a table: events are columns in their sequence, lanes are rows, a delivery is the mark where they
 * cross. It is read from left to right, and opens at its newest end.
 */
export function Timeline({ path, events, lanes, isLive }: TimelineProps) {
  return (
    // oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
    <section
      id="life"
      class="life"
      aria-label="Events in order, and the lane of each subscription"
      tabindex={0}
      data-live={isLive ? "" : undefined}
    >
      <table>
        <caption class="unseen">
          Each column is an event, in the order of the stream. Each row is the lane of a subscription.
        </caption>
        <thead>
          <tr class="bands">
            <th scope="row" class="lane">
              <span class="unseen">Category</span>
            </th>
            {bandsOf(events).map(({ category, length }) => (
              <th scope="colgroup" colspan={length} class={`band ${category}`}>
                <span>{category.replace("_", " ")}</span>
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col" class="lane">
              Lane
            </th>
            {events.map((event) => (
              <EventHead path={path} event={event} />
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <LaneRow path={path} events={events} lane={lane} />
          ))}
        </tbody>
      </table>
    </section>
    // oxlint-enable jsx-a11y/no-noninteractive-tabindex
  );
}

function EventHead({ path, event }: { path: string; event: EventView }) {
  return (
    <th scope="col" data-key={event.id}>
      <a href={`${path}/events/${event.id}`} title={event.type}>
        <span class="sequence">{event.sequence}</span> {breakable(shortTypeOf(event.type))}
      </a>
      <time datetime={event.receivedAt} title={event.receivedAt}>
        {event.receivedAt.slice(11, 19)}
      </time>
      {event.late && <span class="badge wait">late</span>}
    </th>
  );
}

function LaneRow({ path, events, lane }: { path: string; events: readonly EventView[]; lane: NamedLane }) {
  const byEvent = new Map(lane.deliveries.map((delivery) => [delivery.eventId, delivery]));
  return (
    <tr class={lane.head ? "held" : ""}>
      <th scope="row" class="lane">
        <a href={`${path}/subscriptions/${lane.subscriptionId}`}>{lane.name}</a>
        <span class="small">{laneState(lane)}</span>
      </th>
      {events.map((event) => (
        <Cell path={path} delivery={byEvent.get(event.id)} headId={lane.head?.id} />
      ))}
    </tr>
  );
}

function laneState({ head, openDeliveries }: LaneView): string {
  if (head) return `held at ${head.sequence}, ${openDeliveries} open`;
  return openDeliveries === 0 ? "flows" : `flows, ${openDeliveries} open beside it`;
}

interface CellProps {
  path: string;
  delivery: LaneDeliveryView | undefined;
  headId: string | undefined;
}

function Cell({ path, delivery, headId }: CellProps) {
  if (!delivery) {
    return (
      <td class="none">
        <span class="unseen">not asked for</span>
      </td>
    );
  }
  const isHead = delivery.id === headId;
  const name = markOf(delivery, { isHead });
  const told = tell(delivery, name);
  return (
    <td>
      <a
        href={`${path}/events/${delivery.eventId}`}
        class={`mark ${MARKS[name].tone}${isHead ? " first" : ""}`}
        title={told}
      >
        <span aria-hidden="true">{MARKS[name].sign}</span>
        <span class="unseen">{told}</span>
      </a>
      {delivery.attemptCount > 1 && (
        <span class="times" aria-hidden="true">
          {delivery.attemptCount}×
        </span>
      )}
      {delivery.late && (
        <span class="times" aria-hidden="true">
          late
        </span>
      )}
    </td>
  );
}

function tell({ attemptCount, position, late }: LaneDeliveryView, name: MarkName): string {
  const attempts = attemptCount > 0 && (attemptCount === 1 ? "1 attempt" : `${attemptCount} attempts`);
  return [MARKS[name].text, attempts, `position ${position}`, late && "late"].filter(Boolean).join(", ");
}

/** What the marks mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label="What the marks mean">
      {Object.values(MARKS).map(({ sign, tone, text }) => (
        <li>
          <span class={`mark ${tone}`} aria-hidden="true">
            {sign}
          </span>{" "}
          {text}
        </li>
      ))}
      <li>
        <span class="times" aria-hidden="true">
          3×
        </span>{" "}
        attempts, where there was more than one
      </li>
    </ul>
  );
}

/** A type that may be broken behind its dots and underscores. */
function breakable(type: string) {
  const parts = type.split(/(?<=[._])/);
  return parts.map((part) => (
    <>
      {part}
      <wbr />
    </>
  ));
}
