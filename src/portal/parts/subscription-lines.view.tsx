import type { SubscriptionStatisticsView } from "../../manage/statistics/statistics.schema.ts";
import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import { axisEnd, type ChartBox, stackBars } from "../chart.ts";
import { Badge, Empty } from "./parts.view.tsx";

/** A subscription and what became of its deliveries. */
export interface Line {
  subscription: SubscriptionView;
  data: SubscriptionStatisticsView["data"];
  totals: SubscriptionStatisticsView["totals"];
}

const BOX: ChartBox = { width: 144, height: 24 };
const SERIES = ["delivered", "retried", "failed"] as const;

/** Subscriptions with their course in small. */
export function Lines({ path, lines }: { path: string; lines: readonly Line[] }) {
  return (
    <section aria-labelledby="lines-title">
      <h2 id="lines-title">Subscriptions</h2>
      {lines.length === 0 ? (
        <Empty>No subscription yet: events are kept and go nowhere.</Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Status</th>
              <th scope="col">Course</th>
              <th scope="col" class="number">
                Delivered
              </th>
              <th scope="col" class="number">
                Failed
              </th>
              <th scope="col" class="number">
                p95
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow path={path} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function LineRow({ path, line: { subscription, data, totals } }: { path: string; line: Line }) {
  return (
    <tr>
      <td data-label="Endpoint">
        <a href={`${path}/subscriptions/${subscription.id}`}>{subscription.url}</a>
      </td>
      <td data-label="Status">
        <Badge status={subscription.status} />
      </td>
      <td data-label="Course">
        <Sparkline data={data} />
      </td>
      <td data-label="Delivered" class="number">
        {totals.delivered}
      </td>
      <td data-label="Failed" class="number">
        {totals.failed}
      </td>
      <td data-label="p95" class="number">
        {totals.p95Ms === null ? "–" : `${Math.round(totals.p95Ms)} ms`}
      </td>
    </tr>
  );
}

// The numbers beside it say what it shows.
function Sparkline({ data }: Pick<Line, "data">) {
  const stacks = data.map((bucket) => SERIES.map((name) => bucket[name]));
  const end = axisEnd(stacks.map((values) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {stackBars(stacks, BOX, end).map(({ series, ...place }) => (
        <rect class={SERIES[series]} {...place} />
      ))}
      <path class="grid" d={`M0 ${BOX.height}H${BOX.width}`} />
    </svg>
  );
}
