import { CATEGORIES } from "../../catalogue/categories.ts";
import type { EventView } from "../../manage/events/event.schema.ts";
import type { PageView } from "../../manage/paging.ts";
import { EVENT_STATUSES } from "../event-filter.ts";
import { addressOf, type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Badge, Empty, Note, Pages, Time } from "../parts/parts.view.tsx";

interface EventsProps {
  tenant: PageTenant;
  page: PageView<EventView>;
  query: Readonly<Record<string, string>>;
  /** What in the address could not be read. */
  wrong: readonly string[];
}

/** A tenant's events, newest first. The filter is in the address, so that a view can be sent to a colleague. */
export function EventsPage({ tenant, page, query, wrong }: EventsProps) {
  return (
    <>
      <h1>Events</h1>
      <EventFilterForm query={query} />
      {wrong.map((text) => (
        <Note tone="bad">{text}</Note>
      ))}
      {/* Only the newest page grows; an older one must not move while somebody reads it. */}
      <div id="events" data-live={query["cursor"] === undefined ? "" : undefined}>
        {page.data.length === 0 ? (
          <Empty>Nothing here. New events appear by themselves.</Empty>
        ) : (
          <EventTable tenant={tenant} events={page.data} query={query} />
        )}
        <Pages query={query} next={page.nextCursor} />
      </div>
    </>
  );
}

function EventFilterForm({ query }: { query: Readonly<Record<string, string>> }) {
  return (
    <form class="filters" method="get" data-auto>
      <label>
        Status
        <select name="status">
          <option value="">any</option>
          {EVENT_STATUSES.map((status) => (
            <option value={status} selected={query["status"] === status}>
              {status}
            </option>
          ))}
        </select>
      </label>
      <label>
        Category
        <select name="category">
          <option value="">any</option>
          {Object.keys(CATEGORIES).map((category) => (
            <option value={category} selected={query["category"] === category}>
              {category}
            </option>
          ))}
        </select>
      </label>
      <label>
        Type
        <input name="type" value={query["type"] ?? ""} placeholder="video.media.ready" />
      </label>
      <label>
        Stream
        <input name="stream" value={query["stream"] ?? ""} placeholder="media:…" />
      </label>
      <label>
        From (UTC)
        <input name="from" type="datetime-local" value={query["from"] ?? ""} />
      </label>
      <label>
        To (UTC)
        <input name="to" type="datetime-local" value={query["to"] ?? ""} />
      </label>
      <button type="submit">Filter</button>
    </form>
  );
}

/** Events as rows; each leads to its own page. */
function EventTable({
  tenant,
  events,
  query,
}: {
  tenant: PageTenant;
  events: readonly EventView[];
  query: Readonly<Record<string, string>>;
}) {
  const path = tenantPath(tenant);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Received (UTC)</th>
          <th scope="col">Type</th>
          <th scope="col">Stream</th>
          <th scope="col" class="number">
            Sequence
          </th>
          <th scope="col">Status</th>
          <th scope="col" class="number">
            Delivered
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr data-key={event.id}>
            <td data-label="Received">
              <Time at={event.receivedAt} />
            </td>
            <td data-label="Type">
              <a href={addressOf(`${path}/events/${event.id}`, query)}>{event.type}</a>
            </td>
            <td data-label="Stream">
              <a class="mono" href={`${path}/streams/${encodeURIComponent(event.stream)}`}>
                {event.stream}
              </a>
            </td>
            <td data-label="Sequence" class="number">
              {event.sequence}
            </td>
            <td data-label="Status">
              <Badge status={event.status} />
              {event.late && <span class="badge wait">late</span>}
            </td>
            <td data-label="Delivered" class="number">
              {event.deliveryCounts.delivered} of {event.deliveryCounts.total}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
