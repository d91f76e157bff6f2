import type { Child } from "hono/jsx";
import type { TenantStatisticsView } from "../../manage/statistics/statistics.schema.ts";
import { axisEnd, type ChartBox, linePath, stackBars } from "../chart.ts";

type Bucket = TenantStatisticsView["data"][number];

interface ChartProps {
  /** Oldest first. */
  buckets: readonly Bucket[];
  bucketSeconds: number;
}

const BOX: ChartBox = { width: 480, height: 120 };
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** The pieces of a bar, the lowest first, and how they are called. */
const OUTCOMES = [
  ["delivered", "delivered"],
  ["retried", "attempts to be repeated"],
  ["failed", "failed for good"],
] as const;

/** What came of deliveries over time, stacked. */
export function DeliveryChart({ buckets, bucketSeconds }: ChartProps) {
  const stacks = buckets.map((bucket) => OUTCOMES.map(([name]) => bucket[name]));
  const end = axisEnd(stacks.map((values) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <Chart
      id="deliveries-plot"
      title="Deliveries"
      end={String(end)}
      buckets={buckets}
      bucketSeconds={bucketSeconds}
      legend={OUTCOMES.map(([name, text]) => [name, text])}
      columns={OUTCOMES.map(([name, text]) => [text, (bucket) => String(bucket[name])])}
    >
      {stackBars(stacks, BOX, end).map(({ series, ...place }) => (
        <rect class={OUTCOMES[series]?.[0]} {...place} />
      ))}
    </Chart>
  );
}

/** How long attempts took over time. */
export function LatencyChart({ buckets, bucketSeconds }: ChartProps) {
  const p50 = buckets.map(({ p50Ms }) => p50Ms);
  const p95 = buckets.map(({ p95Ms }) => p95Ms);
  const end = axisEnd([...p50, ...p95].filter((value) => value !== null));
  const show = (value: number | null) => (value === null ? "–" : `${Math.round(value)} ms`);
  return (
    <Chart
      id="latency-plot"
      title="Time of an attempt"
      end={`${end} ms`}
      buckets={buckets}
      bucketSeconds={bucketSeconds}
      legend={[
        ["p50", "p50"],
        ["p95", "p95"],
      ]}
      columns={[
        ["p50", (bucket) => show(bucket.p50Ms)],
        ["p95", (bucket) => show(bucket.p95Ms)],
      ]}
    >
      <path class="p95" d={linePath(p95, BOX, end)} />
      <path class="p50" d={linePath(p50, BOX, end)} />
    </Chart>
  );
}

interface FrameProps extends ChartProps {
  /** Unique on its page. */
  id: string;
  title: string;
  /** What stands at the top of the axis. */
  end: string;
  /** Class of a series, and its name. */
  legend: readonly (readonly [string, string])[];
  columns: readonly (readonly [string, (bucket: Bucket) => string])[];
  children?: Child;
}

function Chart({ id, title, end, buckets, bucketSeconds, legend, columns, children }: FrameProps) {
  const slot = BOX.width / Math.max(1, buckets.length);
  const tell = (bucket: Bucket) => columns.map(([name, show]) => `${show(bucket)} ${name}`).join(", ");
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <ul class="keys">
          {legend.map(([name, text]) => (
            <li>
              <span class={`key ${name}`}></span> {text}
            </li>
          ))}
        </ul>
      </figcaption>
      <div id={id} class="plot" data-live>
        <span class="axis small soft">
          <span>{end}</span>
          <span>0</span>
        </span>
        <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
          <path
            class="grid"
            d={`M0 0H${BOX.width}M0 ${BOX.height / 2}H${BOX.width}M0 ${BOX.height}H${BOX.width}`}
          />
          {children}
          {buckets.map((bucket, at) => (
            <rect class="hit" x={at * slot} y={0} width={slot} height={BOX.height}>
              <title>{`${timeOf(bucket.at, bucketSeconds)}: ${tell(bucket)}`}</title>
            </rect>
          ))}
        </svg>
        <span class="times-axis small soft">
          <span>{timeOf(buckets[0]?.at ?? "", bucketSeconds)}</span>
          <span>{timeOf(buckets[Math.floor(buckets.length / 2)]?.at ?? "", bucketSeconds)}</span>
          <span>now (UTC)</span>
        </span>
      </div>
      <ChartTable title={title} buckets={buckets} bucketSeconds={bucketSeconds} columns={columns} />
    </figure>
  );
}

function ChartTable({
  title,
  buckets,
  bucketSeconds,
  columns,
}: Pick<FrameProps, "title" | "buckets" | "bucketSeconds" | "columns">) {
  return (
    <details>
      <summary class="small">{title} as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">From (UTC)</th>
            {columns.map(([name]) => (
              <th scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr>
              <th scope="row">{timeOf(bucket.at, bucketSeconds)}</th>
              {columns.map(([, show]) => (
                <td class="number">{show(bucket)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A bucket's beginning, as finely as buckets are told apart. @param at ISO 8601 */
function timeOf(at: string, bucketSeconds: number): string {
  if (bucketSeconds >= DAY_SECONDS) return at.slice(5, 10);
  return bucketSeconds > HOUR_SECONDS ? `${at.slice(5, 10)} ${at.slice(11, 16)}` : at.slice(11, 16);
}
