import type { DeliveryView } from "../manage/events/event.schema.ts";
import type { SubscriptionStatisticsView } from "../manage/statistics/statistics.schema.ts";
import type { SubscriptionView } from "../manage/subscriptions/subscription.schema.ts";

/** Something that a person should look at. */
export interface Concern {
  /** `bad`: events are not arriving. `wait`: they arrive late, or somebody holds them. */
  tone: "bad" | "wait";
  /** The subscription's URL. */
  about: string;
  text: string;
  /** Where it is seen and mended, within the tenant's pages. */
  to: string;
}

/** A subscription with what became of its deliveries in the window. */
export interface Watched {
  subscription: SubscriptionView;
  totals: SubscriptionStatisticsView["totals"];
}

/** Deliveries that are not settled, as far as they were looked at. */
export type OpenDelivery = Pick<DeliveryView, "subscriptionId" | "stream" | "status" | "waitsFor">;

/** What needs attention, the worst first: what does not deliver at all, then what is held up, then what was left behind. */
export function concernsOf(watched: readonly Watched[], open: readonly OpenDelivery[]): Concern[] {
  const bySubscription = Map.groupBy(open, ({ subscriptionId }) => subscriptionId);
  const openOf = ({ subscription }: Watched) => bySubscription.get(subscription.id) ?? [];
  return RULES.flatMap((rule) =>
    watched.flatMap((one) => {
      const found = rule(one, openOf(one));
      return found ? [{ ...found, about: one.subscription.url }] : [];
    }),
  );
}

type Rule = (watched: Watched, open: readonly OpenDelivery[]) => Omit<Concern, "about"> | undefined;

/** The worst first: the order of the list. */
const RULES: readonly Rule[] = [isDisabled, takesNothing, holdsUp, hasParked, hasLost, isPaused];

function isDisabled({ subscription: { id, status, disabledReason } }: Watched): ReturnType<Rule> {
  if (status !== "disabled") return undefined;
  const text = `is disabled: ${disabledReason ?? "no reason given"}`;
  return { tone: "bad", text, to: `/subscriptions/${id}` };
}

function takesNothing({ subscription: { id, status }, totals }: Watched): ReturnType<Rule> {
  const failures = totals.failed + totals.retried;
  if (status !== "enabled" || failures === 0 || totals.delivered > 0) return undefined;
  const text = `took nothing; ${counted(failures, "attempt")} failed`;
  return { tone: "bad", text, to: `/subscriptions/${id}` };
}

function holdsUp(_: Watched, open: readonly OpenDelivery[]): ReturnType<Rule> {
  const streams = streamsOf(
    open.filter(
      ({ status, waitsFor }) => status === "pending" && (waitsFor === "retry" || waitsFor === "breaker"),
    ),
  );
  if (streams.length === 0) return undefined;
  return { tone: "bad", text: `holds up ${counted(streams.length, "stream")}`, to: placeOf(streams) };
}

function hasParked(_: Watched, open: readonly OpenDelivery[]): ReturnType<Rule> {
  const parked = open.filter(({ status }) => status === "parked");
  if (parked.length === 0) return undefined;
  const text = `has ${parked.length} parked: they may arrive out of order`;
  return { tone: "wait", text, to: placeOf(streamsOf(parked)) };
}

function hasLost({ subscription: { id }, totals }: Watched): ReturnType<Rule> {
  if (totals.failed === 0) return undefined;
  const text = `lost ${counted(totals.failed, "delivery", "deliveries")} for good: replay what has failed`;
  return { tone: "wait", text, to: `/replays/new?subscription=${id}&status=failed` };
}

function isPaused({ subscription: { id, status } }: Watched): ReturnType<Rule> {
  if (status !== "paused") return undefined;
  return { tone: "wait", text: "is paused: its events wait", to: `/subscriptions/${id}` };
}

function streamsOf(deliveries: readonly OpenDelivery[]): string[] {
  return [...new Set(deliveries.map(({ stream }) => stream))];
}

// One stream is shown itself, several as a list.
function placeOf(streams: readonly string[]): string {
  const [only, ...more] = streams;
  return only === undefined || more.length > 0 ? "/streams" : `/streams/${encodeURIComponent(only)}`;
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
