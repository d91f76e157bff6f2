import type { SubscriptionStatisticsView } from "../../manage/statistics/statistics.schema.ts";

type Totals = SubscriptionStatisticsView["totals"];

/** How a subscription did in the last 24 hours. @param totals absent where a partition did not answer in time */
export function SubscriptionHealth({ totals }: { totals: Totals | undefined }) {
  return (
    <section aria-labelledby="health-title">
      <h2 id="health-title">Last 24 hours</h2>
      <div id="health" data-live>
        {totals ? (
          <HealthCards totals={totals} />
        ) : (
          <p class="hint">They cannot be counted for the moment. Reload the page.</p>
        )}
      </div>
    </section>
  );
}

function HealthCards({ totals }: { totals: Totals }) {
  const { delivered, failed, retried, p50Ms, p95Ms } = totals;
  return (
    <div class="cards">
      <div class="card">
        Delivered
        <b>{delivered}</b>
      </div>
      <div class="card">
        Failed for good
        <b>{failed}</b>
      </div>
      <div class="card">
        Failed and tried again
        <b>{retried}</b>
        <span class="soft small">attempts</span>
      </div>
      <div class="card">
        Answer after
        <b>{p50Ms === null ? "–" : `${p50Ms} ms`}</b>
        <span class="soft small">
          {p95Ms === null ? "no attempt" : `half of them; 95 % within ${p95Ms} ms`}
        </span>
      </div>
    </div>
  );
}
