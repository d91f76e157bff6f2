import type { SimulatedEvent } from "./simulated-event.ts";

/** One delivery that may be attempted now. */
export interface Grant {
  event: SimulatedEvent;
  lane: Lane;
}

interface Lane {
  subscription: Subscription;
  waiting: SimulatedEvent[];
  isLeased: boolean;
}

interface Subscription {
  inFlight: number;
  /** Lanes whose head may go once there is a slot. */
  ready: Lane[];
}

/** The coordinator's memory in the model: lanes of one stream and one subscription, and slots of each subscription. */
export class Lanes {
  readonly #slots: number;
  readonly #subscriptions: Subscription[];
  readonly #lanes = new Map<string, Lane>();
  #inversions = 0;
  #delivered = 0;

  constructor(fanOut: number, slots: number) {
    this.#slots = slots;
    this.#subscriptions = Array.from({ length: fanOut }, () => ({ inFlight: 0, ready: [] }));
  }

  get inversions(): number {
    return this.#inversions;
  }

  get delivered(): number {
    return this.#delivered;
  }

  /** Deliveries in lanes, under way or not. */
  get pending(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.waiting.length, 0);
  }

  /** Puts an event to the end of its lane for every subscription. */
  join(event: SimulatedEvent): void {
    for (const [index, subscription] of this.#subscriptions.entries()) {
      const key = `${index}:${event.stream}`;
      const lane = this.#lanes.get(key) ?? { subscription, waiting: [], isLeased: false };
      this.#lanes.set(key, lane);
      lane.waiting.push(event);
      if (lane.waiting.length === 1) subscription.ready.push(lane);
    }
  }

  /** Leases of up to `most` heads, over all subscriptions. */
  take(most: number): Grant[] {
    const grants: Grant[] = [];
    for (const subscription of this.#subscriptions) {
      while (grants.length < most) {
        const grant = this.#takeOne(subscription);
        if (!grant) break;
        grants.push(grant);
      }
    }
    return grants;
  }

  /** Leases for Deliverers: groups of up to `size`, each for one subscription, up to `most` groups. */
  takeGroups(size: number, most: number): Grant[][] {
    const groups: Grant[][] = [];
    for (const subscription of this.#subscriptions) {
      for (
        let group = this.#takeSome(subscription, size);
        group.length > 0;
        group = this.#takeSome(subscription, size)
      ) {
        groups.push(group);
        if (groups.length === most) return groups;
      }
    }
    return groups;
  }

  /** Whether a head could go for which nobody has asked. */
  mayGoOn(): boolean {
    return this.#subscriptions.some(({ ready, inFlight }) => ready.length > 0 && inFlight < this.#slots);
  }

  /** The head of its lane is delivered; the next one may go. */
  settle({ event, lane }: Grant): void {
    if (lane.waiting.shift() !== event) this.#inversions += 1;
    lane.isLeased = false;
    lane.subscription.inFlight -= 1;
    this.#delivered += 1;
    if (lane.waiting.length > 0) lane.subscription.ready.push(lane);
  }

  #takeSome(subscription: Subscription, most: number): Grant[] {
    const grants: Grant[] = [];
    while (grants.length < most) {
      const grant = this.#takeOne(subscription);
      if (!grant) break;
      grants.push(grant);
    }
    return grants;
  }

  #takeOne(subscription: Subscription): Grant | undefined {
    if (subscription.inFlight >= this.#slots) return undefined;
    const lane = subscription.ready.shift();
    const event = lane?.waiting[0];
    if (!lane || !event) return undefined;
    if (lane.isLeased) this.#inversions += 1;
    lane.isLeased = true;
    subscription.inFlight += 1;
    return { event, lane };
  }
}
