import type { PageView } from "../../manage/paging.ts";
import type { CoordinatorView } from "../../manage/statistics/statistics.schema.ts";
import { Empty, Pages, Time } from "../parts/parts.view.tsx";

/** Every partition with what it last told of itself. */
export function Coordinators({
  page,
  query,
}: {
  page: PageView<CoordinatorView>;
  query: Readonly<Record<string, string>>;
}) {
  return (
    <section aria-labelledby="partitions-title">
      <h2 id="partitions-title">Partitions</h2>
      <p class="hint">
        A partition tells how it stands about once a minute while it works, and rests otherwise.
      </p>
      {page.data.length === 0 ? (
        <Empty>No partition has told anything yet: no event has come.</Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Tenant</th>
              <th scope="col" class="number">
                Partition
              </th>
              <th scope="col" class="number">
                Open events
              </th>
              <th scope="col">Oldest (UTC)</th>
              <th scope="col" class="number">
                Open breakers
              </th>
              <th scope="col" class="number">
                Record's lag
              </th>
              <th scope="col">Told (UTC)</th>
            </tr>
          </thead>
          <tbody>
            {page.data.map((coordinator) => (
              <Row coordinator={coordinator} />
            ))}
          </tbody>
        </table>
      )}
      <Pages query={query} next={page.nextCursor} />
    </section>
  );
}

function Row({ coordinator }: { coordinator: CoordinatorView }) {
  const { tenantId, partition, openEvents, oldestUndeliveredAt, openBreakers } = coordinator;
  return (
    <tr>
      <td data-label="Tenant">
        <a class="mono" href={`/portal/tenants/${tenantId}`}>
          {tenantId}
        </a>
      </td>
      <td data-label="Partition" class="number">
        {partition}
      </td>
      <td data-label="Open events" class="number">
        {openEvents}
      </td>
      <td data-label="Oldest">
        <Time at={oldestUndeliveredAt} />
      </td>
      <td data-label="Open breakers" class="number">
        {openBreakers === 0 ? 0 : <span class="badge bad">{openBreakers}</span>}
      </td>
      <td data-label="Record's lag" class="number">
        {seconds(coordinator.projectionLagMs)}
      </td>
      <td data-label="Told">
        <Time at={coordinator.reportedAt} />
      </td>
    </tr>
  );
}

/** A duration for people. @param ms 1500 -> 1.5 s */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
