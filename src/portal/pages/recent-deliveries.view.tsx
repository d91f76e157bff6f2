import type { DeliveryView } from "../../manage/events/event.schema.ts";
import { Badge, Empty, Time } from "../parts/parts.view.tsx";

/** The newest deliveries of a subscription; each leads to its event, where the attempts are. @param path of the tenant's pages */
export function RecentDeliveries({
  path,
  deliveries,
}: {
  path: string;
  deliveries: readonly DeliveryView[];
}) {
  return (
    <section aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Recent deliveries</h2>
      <div id="deliveries" data-live>
        {deliveries.length === 0 ? (
          <Empty>Nothing was for this subscription yet.</Empty>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">Received (UTC)</th>
                <th scope="col">Event</th>
                <th scope="col">Stream</th>
                <th scope="col" class="number">
                  Position
                </th>
                <th scope="col">Status</th>
                <th scope="col" class="number">
                  Attempts
                </th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <Row path={path} delivery={delivery} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function Row({ path, delivery }: { path: string; delivery: DeliveryView }) {
  return (
    <tr data-key={delivery.id}>
      <td data-label="Received">
        <Time at={delivery.createdAt} />
      </td>
      <td data-label="Event">
        <a href={`${path}/events/${delivery.eventId}`}>{delivery.type}</a>
      </td>
      <td data-label="Stream">
        <a class="mono" href={`${path}/streams/${encodeURIComponent(delivery.stream)}`}>
          {delivery.stream}
        </a>
      </td>
      <td data-label="Position" class="number">
        {delivery.position}
      </td>
      <td data-label="Status">
        <Badge status={delivery.status} />
      </td>
      <td data-label="Attempts" class="number">
        {delivery.attemptCount}
      </td>
    </tr>
  );
}
