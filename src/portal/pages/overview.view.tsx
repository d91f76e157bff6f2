import type { TenantStatisticsView } from "../../manage/statistics/statistics.schema.ts";
import type { Concern } from "../attention.ts";
import { DeliveryChart, LatencyChart } from "../parts/charts.view.tsx";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { type Line, Lines } from "../parts/subscription-lines.view.tsx";

interface OverviewProps {
  tenant: PageTenant;
  window: string;
  windows: readonly string[];
  statistics: TenantStatisticsView;
  lines: readonly Line[];
  /** The worst first. */
  concerns: readonly Concern[];
  /** Milliseconds since the Unix epoch. */
  now: number;
}

const WINDOW_TEXTS: Readonly<Record<string, string>> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

/** How it goes: what needs attention first, then numbers, then their course. */
export function OverviewPage({ tenant, window, windows, statistics, lines, concerns, now }: OverviewProps) {
  const path = tenantPath(tenant);
  return (
    <>
      <h1>{tenant.name}</h1>
      <nav class="tabs" aria-label="How far back">
        {windows.map((name) => (
          <a href={`?window=${name}`} aria-current={name === window ? "page" : undefined}>
            {WINDOW_TEXTS[name] ?? name}
          </a>
        ))}
      </nav>
      <div id="standing" data-live>
        <Attention path={path} concerns={concerns} />
        <Numbers path={path} statistics={statistics} now={now} />
      </div>
      <div class="beside even">
        <DeliveryChart buckets={statistics.data} bucketSeconds={statistics.bucketSeconds} />
        <LatencyChart buckets={statistics.data} bucketSeconds={statistics.bucketSeconds} />
      </div>
      <div id="tables" data-live>
        <Lines path={path} lines={lines} />
        <Categories categories={statistics.byCategory} />
      </div>
    </>
  );
}

function Attention({ path, concerns }: { path: string; concerns: readonly Concern[] }) {
  if (concerns.length === 0) {
    return <p class="note good">Nothing needs attention: every subscription takes what it gets.</p>;
  }
  return (
    <section aria-labelledby="attention-title">
      <h2 id="attention-title">Needs attention</h2>
      <ul class="concerns">
        {concerns.map(({ tone, about, text, to }) => (
          <li class={`note ${tone}`}>
            <a href={path + to}>{about}</a> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NumbersProps {
  path: string;
  statistics: TenantStatisticsView;
  now: number;
}

function Numbers({ path, statistics, now }: NumbersProps) {
  const { totals, now: standing } = statistics;
  const oldest = standing.oldestUndeliveredAt;
  return (
    <div class="cards">
      <Card text="events in" value={String(totals.accepted)} />
      <Card text="delivered" value={String(totals.delivered)} />
      <Card text="failed for good" value={String(totals.failed)} />
      <Card text="p50 of an attempt" value={milliseconds(totals.p50Ms)} />
      <Card text="p95 of an attempt" value={milliseconds(totals.p95Ms)} />
      <div class="card">
        <b>{standing.openEvents}</b>
        <a href={`${path}/events?status=pending`}>open now</a>
      </div>
      <div class="card">
        <b>{oldest === null ? "–" : age(now - Date.parse(oldest))}</b>
        {oldest === null ? "nothing undelivered" : <a href={`${path}/streams`}>oldest undelivered</a>}
      </div>
    </div>
  );
}

function Card({ text, value }: { text: string; value: string }) {
  return (
    <div class="card">
      <b>{value}</b>
      <span class="soft">{text}</span>
    </div>
  );
}

function Categories({ categories }: { categories: TenantStatisticsView["byCategory"] }) {
  const used = categories.filter(({ accepted, delivered, failed }) => accepted + delivered + failed > 0);
  if (used.length === 0) return null;
  return (
    <section aria-labelledby="categories-title">
      <h2 id="categories-title">By category</h2>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Category</th>
            {["Events in", "Delivered", "Retried", "Failed", "p50", "p95"].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map(({ category, accepted, delivered, retried, failed, p50Ms, p95Ms }) => (
            <tr>
              <td data-label="Category">{category.replace("_", " ")}</td>
              <td data-label="Events in" class="number">
                {accepted}
              </td>
              <td data-label="Delivered" class="number">
                {delivered}
              </td>
              <td data-label="Retried" class="number">
                {retried}
              </td>
              <td data-label="Failed" class="number">
                {failed}
              </td>
              <td data-label="p50" class="number">
                {milliseconds(p50Ms)}
              </td>
              <td data-label="p95" class="number">
                {milliseconds(p95Ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in its greatest whole unit. */
function age(lengthMs: number): string {
  if (lengthMs >= 2 * DAY_MS) return `${Math.floor(lengthMs / DAY_MS)} d`;
  if (lengthMs >= 2 * HOUR_MS) return `${Math.floor(lengthMs / HOUR_MS)} h`;
  if (lengthMs >= 2 * MINUTE_MS) return `${Math.floor(lengthMs / MINUTE_MS)} min`;
  return `${Math.max(0, Math.floor(lengthMs / SECOND_MS))} s`;
}

function milliseconds(value: number | null): string {
  return value === null ? "–" : `${Math.round(value)} ms`;
}
