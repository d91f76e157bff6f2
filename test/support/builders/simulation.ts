import { accept } from "../../../src/coordinate/accept.ts";
import { type Tables, writeChanges } from "../../../src/coordinate/commit.ts";
import { configure } from "../../../src/coordinate/configure.ts";
import type { DepartDeps } from "../../../src/coordinate/depart.ts";
import type { Grant } from "../../../src/coordinate/lease-out.ts";
import type { AttemptResult, Lease } from "../../../src/coordinate/lease.ts";
import { rebuild } from "../../../src/coordinate/rebuild.ts";
import { settle } from "../../../src/coordinate/settle.ts";
import type { CoordinatorState } from "../../../src/coordinate/state.ts";
import type { CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import type { OperationalEvent } from "../../../src/operational/operational-event.ts";
import { toLease } from "../../../src/coordinate/to-lease.ts";
import { wake } from "../../../src/coordinate/wake.ts";
import { arrivalOf, configurationOf, outcomeOf, settlementOf } from "./coordination.ts";
import { memoryTables } from "./memory-tables.ts";

const SLOTS = 6;
const START = 1_800_000_000_000;

/** A coordinator without a runtime: the rules, storage in memory, and a clock in the test's hands. */
export class Simulation {
  now = START;
  /** Leases that are out, as the Workers hold them. */
  leases: Lease[] = [];
  readonly #tables = memoryTables();
  #state: CoordinatorState;
  #version = 0;
  readonly #stored: DepartDeps = {
    findStream: (stream) => this.#tables.small.findStream(stream),
    bodyOf: (event) => this.#tables.buckets.bodyOf(event),
  };
  readonly #partitions: number;

  constructor(subscriptions: CoordinatedSubscription[], { partitions = 1 } = {}) {
    this.#partitions = partitions;
    this.#state = this.#rebuilt();
    this.configure(subscriptions);
  }

  get state(): CoordinatorState {
    return this.#state;
  }

  get tables(): Tables {
    return this.#tables;
  }

  /** What the operator has yet to be told. */
  get told(): OperationalEvent[] {
    return [...this.#state.notices.values()].map(({ event }) => event);
  }

  /** Runs a job in a turn of its own. */
  turn<Answer>(job: () => Answer): Answer {
    return this.#commit(job);
  }

  configure(subscriptions: CoordinatedSubscription[]): void {
    this.#version += 1;
    const configuration = configurationOf(subscriptions, {
      version: this.#version,
      partitions: this.#partitions,
    });
    this.#commit(() => {
      configure(this.#state, configuration);
      this.#tables.small.saveSubscriptions(subscriptions);
      this.#tables.small.setMeta("version", configuration.version);
      this.#tables.small.setMeta("partitions", configuration.partitions);
    });
  }

  accept(stream: string, own: Parameters<typeof arrivalOf>[0] = {}) {
    const arrival = arrivalOf({ stream, receivedAt: this.now, ...own });
    const accepted = this.#commit(() =>
      accept(this.#state, arrival, {
        claim: (key, place) => this.#tables.buckets.claim(key, place, this.now),
        ...this.#stored,
        slots: SLOTS,
      }),
    );
    if (accepted.result === "accepted") this.#hold(accepted.grants);
    return accepted;
  }

  /** Reports one lease that is out. @param wanted how many further leases the Worker takes. */
  report(lease: Lease, result: Partial<AttemptResult>, wanted = SLOTS): void {
    this.leases = this.leases.filter((other) => other !== lease);
    const settlement = settlementOf([outcomeOf(lease, result)], { wanted });
    this.#hold(this.#commit(() => settle(this.#state, settlement, () => 0.5)));
  }

  /** Gives back one lease that was not begun. */
  handBack(lease: Lease): void {
    this.leases = this.leases.filter((other) => other !== lease);
    const returned = [
      { ordinal: lease.ordinal, subscriptionId: lease.target.subscriptionId, attempt: lease.attempt },
    ];
    const settlement = settlementOf([], { returned, wanted: 0 });
    this.#hold(this.#commit(() => settle(this.#state, settlement, () => 0.5)));
  }

  /** The alarm, as the object would have set it: moves the clock to the next due time. @returns false when none is. */
  wakeWhenDue(): boolean {
    const at = this.dueAt();
    if (at === null) return false;
    this.now = Math.max(this.now, at);
    this.wake();
    return true;
  }

  /** Lets time pass, with the alarm at every due time on the way. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let at = this.dueAt(); at !== null && at <= end; at = this.dueAt()) this.wakeWhenDue();
    this.now = end;
  }

  wake(): void {
    this.leases = this.leases.filter((lease) => lease.until > this.now);
    this.#hold(this.#commit(() => wake(this.#state, { ...this.#stored, groupSize: SLOTS })).flat());
  }

  dueAt(): number | null {
    return this.#state.timetable.nextAt();
  }

  /** kill -9: memory is gone, what was committed stays. Workers outside live on. */
  restart(): void {
    this.#state = this.#rebuilt();
  }

  #rebuilt(): CoordinatorState {
    return rebuild({ tenantId: "ten_1", partition: 0 }, this.#tables, this.now);
  }

  #commit<Answer>(run: () => Answer): Answer {
    this.#state.now = this.now;
    const answer = run();
    writeChanges(this.#state, this.#tables);
    return answer;
  }

  #hold(grants: readonly Grant[]): void {
    this.leases.push(...grants.map((grant) => toLease(grant)));
  }
}
