import { accept, type AcceptedNow } from "./accept.ts";
import type { Accepted, Arrival } from "./arrival.ts";
import type { Tables } from "./commit.ts";
import type { DepartDeps } from "./depart.ts";
import type { Grant } from "./lease-out.ts";
import type { Lease } from "./lease.ts";
import type { CoordinatorState } from "./state.ts";
import { toLease } from "./to-lease.ts";

export interface IntakeDeps {
  state(): CoordinatorState;
  tables(): Tables;
  stored: DepartDeps;
}

/** Takes events in with a coordinator's storage, and makes leases that a Worker can work with. */
export class Intake {
  readonly #deps: IntakeDeps;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Takes an event in, inside a turn. @param slots how many leases the caller can work on */
  take(arrival: Arrival, slots: number): AcceptedNow {
    const { state, tables, stored } = this.#deps;
    const { now } = state();
    return accept(state(), arrival, {
      claim: (key, place) => tables().buckets.claim(key, place, now),
      ...stored,
      slots,
    });
  }

  /** What the caller hears once the turn is durable. */
  answer(accepted: AcceptedNow): Accepted {
    if (accepted.result === "duplicate") return accepted;
    const { grants, ...rest } = accepted;
    // The caller holds the body of what it brought; what had waited for it needs its own.
    const isOwn = ({ event }: Grant) => event.head.id === rest.eventId;
    return { ...rest, leases: grants.map((grant) => (isOwn(grant) ? toLease(grant) : this.dress(grant))) };
  }

  /** A lease with the body that it is for. */
  dress(grant: Grant): Lease {
    return toLease(grant, this.#deps.tables().buckets.bodyOf(grant.event));
  }
}
