import type { RecordedEvent } from "../record/recorded-events.sql.ts";
import { advance, setAside } from "./advance.ts";
import type { Command, DeliveryNow, Obeyed, Refusal } from "./command.ts";
import type { DepartDeps } from "./depart.ts";
import { type Delivery, isSettled, isWaiting, type OpenEvent } from "./delivery.ts";
import { foldWithWait } from "./project.ts";
import { admit, backfill, BY_HAND, findEvent, type Found, reopen } from "./reopen.ts";
import { noteSettled } from "./replays.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";
import { wants } from "./wants.ts";

export interface ObeyDeps extends DepartDeps {
  /** The event as the record has it; needed where it is not open here. */
  recorded: RecordedEvent | undefined;
}

/** Does what somebody asks for one event: attempts it now, skips it, or sends it again. Changes memory only. */
export function obey(state: CoordinatorState, command: Command, deps: ObeyDeps): Obeyed {
  const found = findEvent(state, command.eventId, deps.recorded);
  if (!found) return refuse({ because: "unknown" });
  switch (command.command) {
    case "retry":
      return retry(state, found, command.subscriptionId);
    case "skip":
      return skip(state, found, command.subscriptionId);
    case "redeliver":
      return command.subscriptionId === null
        ? redeliverAll(state, found)
        : redeliver(state, { found, subscriptionId: command.subscriptionId }, deps);
    default:
      return command satisfies never;
  }
}

function retry(state: CoordinatorState, found: Found, subscriptionId: string): Obeyed {
  const delivery = deliveryOf(found.event, subscriptionId);
  const owner = state.subscriptions.get(subscriptionId);
  if (!delivery || !owner) return refuse({ because: "unknown" });
  if (owner.subscription.status !== "enabled") return refuse({ because: owner.subscription.status });
  if (delivery.status === "delivered") return refuse({ because: "delivered" });
  if (delivery.isInBacklog && state.backlogs.has(subscriptionId)) return refuse({ because: "backlog" });
  // What the record has pending and nobody here knows of is taken back as well.
  if (isSettled(delivery) || found.body !== null) {
    if (delivery.leasedUntil !== null) return refuse({ because: "under_way" });
    reopen(state, owner, { found, subscriptionId, occasion: BY_HAND });
    return done(state, [delivery]);
  }
  const head = delivery.lane?.entries.peek();
  if (head && head.delivery !== delivery) {
    return refuse({ because: "behind", eventId: head.event.head.id, position: head.delivery.position });
  }
  // One that is being attempted gets what was asked for already.
  if (delivery.lane && delivery.leasedUntil === null) {
    delivery.nextAttemptAt = null;
    touch(state, found.event);
    advance(state, delivery.lane);
  }
  return done(state, [delivery]);
}

function skip(state: CoordinatorState, found: Found, subscriptionId: string): Obeyed {
  const { event } = found;
  const delivery = deliveryOf(event, subscriptionId);
  if (!delivery) return refuse({ because: "unknown" });
  if (isSettled(delivery)) return refuse({ because: "settled" });
  admit(state, found);
  delivery.status = "skipped";
  delivery.settledAt = state.now;
  delivery.nextAttemptAt = null;
  delivery.failingSince = null;
  delivery.isInBacklog = false;
  noteSettled(state, delivery);
  touch(state, event);
  setAside(state, { event, delivery });
  return done(state, [delivery]);
}

function redeliver(
  state: CoordinatorState,
  { found, subscriptionId }: { found: Found; subscriptionId: string },
  { findStream, bodyOf }: ObeyDeps,
): Obeyed {
  const { event } = found;
  const owner = state.subscriptions.get(subscriptionId);
  if (!owner) return refuse({ because: "unknown" });
  if (owner.subscription.status !== "enabled") return refuse({ because: owner.subscription.status });
  const delivery = deliveryOf(event, subscriptionId);
  if (isWaiting(event) || (delivery && !isSettled(delivery))) return refuse({ because: "pending" });
  if (delivery && delivery.leasedUntil !== null) return refuse({ because: "under_way" });
  if (delivery) reopen(state, owner, { found, subscriptionId, occasion: BY_HAND });
  else {
    if (!wants(state, owner, { found, bodyOf })) return refuse({ because: "unwanted" });
    backfill(state, owner, { found, occasion: BY_HAND, findStream });
  }
  const sent = deliveryOf(event, subscriptionId);
  return done(state, sent ? [sent] : []);
}

function redeliverAll(state: CoordinatorState, found: Found): Obeyed {
  const sent: Delivery[] = [];
  for (const delivery of found.event.deliveries) {
    const owner = enabledOwner(state, delivery);
    if (!owner || !isSettled(delivery) || delivery.leasedUntil !== null) continue;
    reopen(state, owner, { found, subscriptionId: delivery.subscriptionId, occasion: BY_HAND });
    sent.push(delivery);
  }
  return sent.length === 0 ? refuse({ because: "nothing" }) : done(state, sent);
}

function enabledOwner(state: CoordinatorState, { subscriptionId }: Delivery): SubscriptionState | undefined {
  const owner = state.subscriptions.get(subscriptionId);
  return owner?.subscription.status === "enabled" ? owner : undefined;
}

function deliveryOf(event: OpenEvent, subscriptionId: string): Delivery | undefined {
  return event.deliveries.find((delivery) => delivery.subscriptionId === subscriptionId);
}

function refuse(refusal: Refusal): Obeyed {
  return { result: "refused", refusal };
}

function done(state: CoordinatorState, deliveries: readonly Delivery[]): Obeyed {
  return { result: "done", deliveries: deliveries.map((delivery) => standing(state, delivery)) };
}

function standing(state: CoordinatorState, delivery: Delivery): DeliveryNow {
  const { a: _attempt, ...rest } = foldWithWait(state, delivery, state.now);
  return rest;
}
