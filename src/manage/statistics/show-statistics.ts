import { CATEGORY_NAMES } from "../../catalogue/categories.ts";
import { partitionsInUse } from "../../coordinate/partition.ts";
import type { LiveReport } from "../../coordinate/status.ts";
import { toIso } from "../../platform/clock.ts";
import { categorySubject } from "../../record/counts.ts";
import { readStatistics, type StatisticRow } from "../../record/statistics.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import { askCoordinators } from "../ask-coordinators.ts";
import type { ManageDeps } from "../deps.ts";
import {
  bucketCounts,
  type CountedBuckets,
  totalOf,
  viewArrivals,
  viewNow,
  viewOutcomes,
} from "./count-window.ts";
import type { SubscriptionStatisticsView, TenantStatisticsView } from "./statistics.schema.ts";
import { bucketsOf, type WindowName, WINDOWS } from "./windows.ts";

type StatisticsDeps = Pick<ManageDeps, "records" | "coordinator" | "clock" | "log">;

/** What became of a subscription's deliveries, up to this moment. @throws Problem `unavailable` */
export async function showSubscriptionStatistics(
  deps: StatisticsDeps,
  tenant: Tenant,
  { subscriptionId, window }: { subscriptionId: string; window: WindowName },
): Promise<SubscriptionStatisticsView> {
  const now = deps.clock.now();
  const own = await readWindow(deps, tenant, { subjects: [subscriptionId], window, now });
  return viewSubscription(window, bucketCounts(window, now, own));
}

/**
 * The same of several subscriptions, in their order, for the price of one: one look at the record and one question to
 * each coordinator. @param subscriptionIds few. @throws Problem `unavailable`
 */
export async function showStatisticsOf(
  deps: StatisticsDeps,
  tenant: Tenant,
  { subscriptionIds, window }: { subscriptionIds: readonly string[]; window: WindowName },
): Promise<SubscriptionStatisticsView[]> {
  const now = deps.clock.now();
  const { recorded, live } = await readWindow(deps, tenant, { subjects: subscriptionIds, window, now });
  return subscriptionIds.map((subscriptionId) => {
    const isOfIt = ({ subject }: StatisticRow) => subject === subscriptionId;
    const own = { recorded: recorded.filter(isOfIt), live: live.filter(isOfIt) };
    return viewSubscription(window, bucketCounts(window, now, own));
  });
}

function viewSubscription(window: WindowName, buckets: CountedBuckets): SubscriptionStatisticsView {
  return {
    ...frameOf(window),
    data: buckets.map(({ at, counts }) => ({ at: toIso(at), ...viewOutcomes(counts) })),
    totals: viewOutcomes(totalOf(buckets)),
  };
}

/** What came in for a tenant, what became of it, and how it stands now. @throws Problem `unavailable` */
export async function showTenantStatistics(
  deps: StatisticsDeps,
  tenant: Tenant,
  { window }: { window: WindowName },
): Promise<TenantStatisticsView> {
  const now = deps.clock.now();
  const subjects = CATEGORY_NAMES.map((category) => categorySubject(category));
  const { recorded, live, reports } = await readWindow(deps, tenant, { subjects, window, now });
  const buckets = bucketCounts(window, now, { recorded, live });
  const totals = totalOf(buckets);
  const byCategory = CATEGORY_NAMES.map((category) => {
    const isOfIt = ({ subject }: StatisticRow) => subject === categorySubject(category);
    const own = { recorded: recorded.filter(isOfIt), live: live.filter(isOfIt) };
    const counts = totalOf(bucketCounts(window, now, own));
    return { category, ...viewArrivals(counts), ...viewOutcomes(counts) };
  });
  const { oldestUndeliveredAt, ...standing } = viewNow(reports);
  return {
    ...frameOf(window),
    data: buckets.map(({ at, counts }) => ({
      at: toIso(at),
      ...viewArrivals(counts),
      ...viewOutcomes(counts),
    })),
    totals: { ...viewArrivals(totals), ...viewOutcomes(totals) },
    byCategory,
    now: {
      ...standing,
      oldestUndeliveredAt: oldestUndeliveredAt === null ? null : toIso(oldestUndeliveredAt),
    },
  };
}

/** The record first: what is told to it in between is missing for a moment, and never counted twice. */
async function readWindow(
  deps: StatisticsDeps,
  tenant: Tenant,
  { subjects, window, now }: { subjects: readonly string[]; window: WindowName; now: number },
): Promise<{ recorded: StatisticRow[]; live: StatisticRow[]; reports: LiveReport[] }> {
  const { bucketMs } = WINDOWS[window];
  const [from = now] = bucketsOf(window, now);
  const db = deps.records.of(tenant);
  const recorded = await readStatistics(db, tenant.id, { subjects, from, bucketMs });
  const partitions = partitionsInUse(tenant);
  const reports = await askCoordinators(deps, { tenantId: tenant.id, partitions }, (coordinator) =>
    coordinator.liveReport(),
  );
  const asked = new Set(subjects);
  const live = reports.flatMap(({ rows }) => rows.filter(({ subject }) => asked.has(subject)));
  return { recorded, live, reports };
}

function frameOf(window: WindowName) {
  return { window, bucketSeconds: WINDOWS[window].bucketMs / 1000, nextCursor: null };
}
