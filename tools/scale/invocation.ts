import { CONNECTIONS_PER_INVOCATION } from "../../src/platform/worker-limits.ts";
import type { Calendar } from "./calendar.ts";
import type { Grant } from "./lanes.ts";
import { INVOCATION_MS, SETTLE_GATHER_MS } from "./partition-model.ts";

/** What a Worker needs to make deliveries. */
export interface InvocationDeps {
  calendar: Calendar;
  /** Makes one attempt and tells when its answer is in. */
  attempt(grant: Grant, answered: () => void): void;
  /** Reports outcomes; tells which leases came back. */
  settle(outcomes: readonly Grant[], wanted: number, answered: (grants: readonly Grant[]) => void): void;
}

/** One run of `deliver()` in the model: six connections, outcomes of 15 ms share a settle, one settle at a time. */
export class Invocation {
  readonly #deps: InvocationDeps;
  readonly #endsAt: number;
  readonly #waiting: Grant[] = [];
  #outcomes: Grant[] = [];
  #underWay = 0;
  #isSettling = false;
  #isGathering = false;

  constructor(deps: InvocationDeps) {
    this.#deps = deps;
    this.#endsAt = deps.calendar.now + INVOCATION_MS;
  }

  begin(grants: readonly Grant[]): void {
    this.#waiting.push(...grants);
    while (this.#underWay < CONNECTIONS_PER_INVOCATION) {
      const grant = this.#waiting.shift();
      if (!grant) return;
      this.#underWay += 1;
      this.#deps.attempt(grant, () => this.#answered(grant));
    }
  }

  #answered(grant: Grant): void {
    this.#underWay -= 1;
    this.#outcomes.push(grant);
    this.begin([]);
    this.#report();
  }

  #report(): void {
    if (this.#isSettling || this.#outcomes.length === 0) return;
    if (this.#underWay === 0) {
      this.#settle();
      return;
    }
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#deps.calendar.after(SETTLE_GATHER_MS, () => {
      this.#isGathering = false;
      if (!this.#isSettling && this.#outcomes.length > 0) this.#settle();
    });
  }

  #settle(): void {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    this.#isSettling = true;
    const isOver = this.#deps.calendar.now >= this.#endsAt;
    const wanted = isOver ? 0 : CONNECTIONS_PER_INVOCATION - this.#underWay - this.#waiting.length;
    this.#deps.settle(outcomes, wanted, (grants) => {
      this.#isSettling = false;
      this.begin(grants);
      this.#report();
    });
  }
}
