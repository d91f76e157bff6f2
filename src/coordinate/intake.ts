import { accept, type AcceptedNow } from "./accept.ts";
import { acceptAlong } from "./accept-along.ts";
import type { Accepted, Arrival, Report } from "./arrival.ts";
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

/** An event that was taken in, and what its report has made room for; undefined without one. */
interface TakenAlong {
  accepted: AcceptedNow;
  next: Grant[] | undefined;
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

  /**
   * The same with a report that the event has brought along, if it has.
   * @returns what became of the event, and the leases that the report makes room for
   */
  takeAlong(arrival: Arrival, slots: number, report: Report | undefined): TakenAlong {
    if (!report) return { accepted: this.take(arrival, slots), next: undefined };
    const { state } = this.#deps;
    const take = () => this.take(arrival, slots);
    return acceptAlong(state(), take, { slots, report, chance: Math.random });
  }

  /** What the caller hears once the turn is durable. */
  answer(accepted: AcceptedNow): Accepted {
    if (accepted.result === "duplicate") return accepted;
    const { grants, ...rest } = accepted;
    // The caller holds the body of what it brought; what had waited for it needs its own.
    const isOwn = ({ event }: Grant) => event.head.id === rest.eventId;
    return { ...rest, leases: grants.map((grant) => (isOwn(grant) ? toLease(grant) : this.dress(grant))) };
  }

  answerAlong({ accepted, next }: TakenAlong): Accepted {
    const answer = this.answer(accepted);
    if (!next || answer.result === "unavailable") return answer;
    return { ...answer, next: next.map((grant) => this.dress(grant)) };
  }

  /** A lease with the body that it is for. */
  dress(grant: Grant): Lease {
    return toLease(grant, this.#deps.tables().buckets.bodyOf(grant.event));
  }
}
