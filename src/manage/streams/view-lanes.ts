import type { LiveDelivery } from "../../coordinate/describe-stream.ts";
import { toIso } from "../../platform/clock.ts";
import type { EventRecord } from "../../record/events.sql.ts";
import { viewDelivery } from "../events/view-delivery.ts";
import type { LaneDeliveryView, LaneView } from "./stream.schema.ts";

/**
 * The lanes of one stream, by subscription: the deliveries of the shown events, as the coordinator has them where it
 * still has them, else as the record does.
 * @param events in order.
 */
export function viewLanes(
  events: readonly EventRecord[],
  live: readonly LiveDelivery[],
  stream: string,
): LaneView[] {
  const liveByKey = new Map(live.map((delivery) => [keyOf(delivery.eventId, delivery.folded.s), delivery]));
  const recorded = events.flatMap((event) =>
    event.deliveries.map((folded) => {
      const { id: eventId, type, sequence, receivedAt, late } = event;
      return (
        liveByKey.get(keyOf(eventId, folded.s)) ?? {
          ...{ eventId, type, sequence, receivedAt, late, folded },
          isHead: false,
        }
      );
    }),
  );
  const shown = Map.groupBy(recorded, ({ folded }) => folded.s);
  const open = Map.groupBy(live, ({ folded }) => folded.s);
  const subscriptionIds = [...new Set([...shown.keys(), ...open.keys()])].toSorted();
  return subscriptionIds.map((subscriptionId) => {
    const deliveries = (shown.get(subscriptionId) ?? []).toSorted(
      (one, other) => one.folded.p - other.folded.p,
    );
    const unsettled = open.get(subscriptionId) ?? [];
    const head = unsettled.find(({ isHead }) => isHead);
    return {
      subscriptionId,
      openDeliveries: unsettled.length,
      ...(head && { head: viewLaneDelivery(head, stream) }),
      statusCounts: countStatuses(deliveries),
      deliveries: deliveries.map((delivery) => viewLaneDelivery(delivery, stream)),
    };
  });
}

function viewLaneDelivery(delivery: LiveDelivery, stream: string): LaneDeliveryView {
  const { waitsUntil, leasedUntil, parksAt } = delivery;
  return {
    ...viewDelivery({ ...delivery, stream }),
    late: delivery.late,
    ...(waitsUntil !== undefined && { waitsUntil: toIso(waitsUntil) }),
    ...(leasedUntil !== undefined && { leasedUntil: toIso(leasedUntil) }),
    ...(parksAt !== undefined && { parksAt: toIso(parksAt) }),
  };
}

function countStatuses(deliveries: readonly LiveDelivery[]): LaneView["statusCounts"] {
  const counts: LaneView["statusCounts"] = {};
  for (const { folded } of deliveries) counts[folded.st] = (counts[folded.st] ?? 0) + 1;
  return counts;
}

function keyOf(eventId: string, subscriptionId: string): string {
  return `${eventId} ${subscriptionId}`;
}
