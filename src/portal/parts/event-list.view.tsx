import type { EventView } from "../../manage/events/event.schema.ts";
import { addressOf } from "./frame.view.tsx";
import { Badge, Time } from "./parts.view.tsx";

interface EventListProps {
  /** Where the tenant's pages begin. */
  path: string;
  events: readonly EventView[];
  /** The event that is shown beside the list. */
  chosen: string;
  /** The filter of the list: it stays while one goes from event to event. */
  query: Readonly<Record<string, string>>;
}

/** The list that an event was chosen from, beside it where the screen is wide; elsewhere only the way back to it. */
export function EventList({ path, events, chosen, query }: EventListProps) {
  return (
    <nav class="picker" aria-label="Events">
      <p>
        <a href={addressOf(`${path}/events`, query)}>All of the list</a>
      </p>
      <ol id="beside" data-live={query["cursor"] === undefined ? "" : undefined}>
        {events.map((event) => (
          <li data-key={event.id}>
            <a
              href={addressOf(`${path}/events/${event.id}`, query)}
              aria-current={event.id === chosen ? "page" : undefined}
            >
              {event.type}
            </a>
            <Badge status={event.status} />
            <span class="soft small">
              <Time at={event.receivedAt} />
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
