import { classify, lifecycleOf } from "../catalogue/catalogue.ts";
import { readPayload } from "../match/read-payload.ts";
import { advance, enqueue } from "./advance.ts";
import { joinsBacklog, putIntoBacklog } from "./backlog.ts";
import { newDelivery, type OpenEvent } from "./delivery.ts";
import { gateOf } from "./gate.ts";
import { nextStep } from "./lanes.ts";
import { type Grant, grant } from "./lease-out.ts";
import { depart, type StreamState } from "./sequence.ts";
import { type CoordinatorState, type SubscriptionState, touch } from "./state.ts";
import { wanting } from "./wanting.ts";

export interface DepartDeps {
  findStream(stream: string): StreamState;
  /** The body of an event whose row is written. Asked only for a filter on it. */
  bodyOf(event: OpenEvent): Uint8Array;
}

/**
 * Sends events into their lanes, in the order given: finds who wants each, gives it its positions, and leases the
 * lane heads that may go now.
 * @param slots how many leases are wanted; what else may go is queued as ready.
 */
export function departAll(
  state: CoordinatorState,
  events: readonly OpenEvent[],
  { slots, ...deps }: DepartDeps & { slots: number },
): Grant[] {
  const grants: Grant[] = [];
  const together = events.reduce((mask, { head }) => mask | lifecycleOf(head.type).bit, 0);
  for (const event of events) {
    const owners = departOne(state, event, { ...deps, together });
    leaseHeads(state, { event, owners, slots }, grants);
  }
  return grants;
}

/** A stream as it is in this turn. */
export function streamOf(
  state: CoordinatorState,
  stream: string,
  { findStream }: Pick<DepartDeps, "findStream">,
): StreamState {
  return state.changes.streams.get(stream) ?? findStream(stream);
}

function departOne(
  state: CoordinatorState,
  event: OpenEvent,
  { findStream, bodyOf, together }: DepartDeps & { together: number },
): readonly SubscriptionState[] {
  const { head } = event;
  const owners = wanting(state, {
    type: head.type,
    classified: classify(head.type),
    // What came in this turn has no row yet.
    payload: () => readPayload(state.changes.events.get(event) ?? bodyOf(event)),
  });
  const ids = owners.map((owner) => owner.subscription.id);
  const leaving = { occurredAt: head.occurredAt, lifecycle: lifecycleOf(head.type), together };
  const departure = depart(streamOf(state, head.stream, { findStream }), leaving, ids);
  state.changes.streams.set(head.stream, departure.stream);
  head.late = departure.late;
  if (head.waitsUntil !== undefined) {
    head.waitsUntil = undefined;
    state.changes.departed.add(event);
  }
  event.deliveries = ids.map((id, index) => newDelivery(id, departure.positions[index] ?? 0));
  touch(state, event);
  return owners;
}

function leaseHeads(
  state: CoordinatorState,
  { event, owners, slots }: { event: OpenEvent; owners: readonly SubscriptionState[]; slots: number },
  grants: Grant[],
): void {
  for (const [index, owner] of owners.entries()) {
    const delivery = event.deliveries[index];
    if (!delivery) continue;
    if (joinsBacklog(state, owner)) {
      putIntoBacklog(state, owner, { event, delivery });
      continue;
    }
    const lane = enqueue(state, owner, { event, delivery });
    const head = lane.entries.peek();
    if (head?.delivery !== delivery) continue;
    const mayGo = grants.length < slots && gateOf(owner, state.now).gate === "open";
    if (mayGo && nextStep(delivery, owner.subscription.policy, state.now).step === "ready") {
      grants.push(grant(state, lane, head));
    } else {
      advance(state, lane);
    }
  }
}
