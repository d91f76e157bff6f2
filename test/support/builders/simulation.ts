import { accept, type AcceptedNow } from "../../../src/coordinate/accept.ts";
import { acceptAlong } from "../../../src/coordinate/accept-along.ts";
import type { Arrival } from "../../../src/coordinate/arrival.ts";
import { clearRecorded } from "../../../src/coordinate/clear-recorded.ts";
import { type OpenLimits, OPEN_LIMITS, roomFor } from "../../../src/coordinate/backlog.ts";
import { cancelReplay } from "../../../src/coordinate/cancel-replay.ts";
import type { Command, Obeyed } from "../../../src/coordinate/command.ts";
import { saveConfiguration, type Tables, writeChanges } from "../../../src/coordinate/commit.ts";
import { configure } from "../../../src/coordinate/configure.ts";
import type { DepartDeps } from "../../../src/coordinate/depart.ts";
import type { Grant } from "../../../src/coordinate/lease-out.ts";
import type { AttemptResult, Lease, Settlement } from "../../../src/coordinate/lease.ts";
import { chooseBacklog, lookBefore, moveUp } from "../../../src/coordinate/move-up.ts";
import { obey } from "../../../src/coordinate/obey.ts";
import { markProjected, nextBatch, type ProjectionBatch } from "../../../src/coordinate/project.ts";
import { isOpen } from "../../../src/coordinate/reopen.ts";
import { roomOf, startReplay } from "../../../src/coordinate/replays.ts";
import { choosePage, openInRange, takeIn } from "../../../src/coordinate/take-in.ts";
import type { ReplayQuery } from "../../../src/match/replay-query.ts";
import { type Delivery, type OpenEvent, restore } from "../../../src/coordinate/delivery.ts";
import { rebuild } from "../../../src/coordinate/rebuild.ts";
import type { StreamState } from "../../../src/coordinate/sequence.ts";
import { settle } from "../../../src/coordinate/settle.ts";
import type { AttemptRecord, CoordinatorState } from "../../../src/coordinate/state.ts";
import type { Configuration, CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import type { OperationalEvent } from "../../../src/operational/operational-event.ts";
import { toLease } from "../../../src/coordinate/to-lease.ts";
import { wake } from "../../../src/coordinate/wake.ts";
import { arrivalOf, configurationOf, outcomeOf, settlementOf } from "./coordination.ts";
import { memoryRecord } from "./memory-record.ts";
import type { SimulationOptions } from "./simulation-options.ts";
import { memoryTables } from "./memory-tables.ts";

const SLOTS = 6;
const EVERYTHING = {
  from: 0,
  to: Number.POSITIVE_INFINITY,
  status: "failed" as const,
  eventTypes: [],
  streams: [],
};
const START = 1_800_000_000_000;

/** A coordinator without a runtime: the rules, storage in memory, and a clock in the test's hands. */
export class Simulation {
  now = START;
  /** Leases that are out, as the Workers hold them. */
  leases: Lease[] = [];
  readonly #tables = memoryTables();
  readonly #record: ReturnType<typeof memoryRecord>;
  #state: CoordinatorState;
  #version = 0;
  readonly #openLimits: OpenLimits;
  readonly #stored: DepartDeps = {
    findStream: (stream) => this.#tables.small.findStream(stream),
    bodyOf: (event) => this.#tables.buckets.bodyOf(event),
  };
  readonly #partitions: number;
  readonly #partition: number;

  constructor(subscriptions: CoordinatedSubscription[], own: SimulationOptions = {}) {
    this.#partitions = own.partitions ?? 1;
    this.#partition = own.partition ?? 0;
    this.#record = own.record ?? memoryRecord();
    this.#openLimits = own.openLimits ?? OPEN_LIMITS;
    this.#state = this.#rebuilt();
    this.configure(subscriptions);
  }

  get state(): CoordinatorState {
    return this.#state;
  }

  /** What storage has of the attempts that the record does not have. */
  get storedAttempts(): AttemptRecord[] {
    return this.#state.unprojectedAttempts.flatMap(
      (waiting) => this.#tables.small.findAttempt(waiting) ?? [],
    );
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

  take(arrival: Arrival, slots: number): AcceptedNow {
    return accept(this.#state, arrival, {
      claim: (key, place) => this.#tables.buckets.claim(key, place, this.now),
      ...this.#stored,
      slots,
    });
  }

  streamOf(stream: string): StreamState {
    return this.#tables.small.findStream(stream);
  }

  configure(subscriptions: CoordinatedSubscription[]): void {
    this.#version += 1;
    this.put(configurationOf(subscriptions, { version: this.#version, partitions: this.#partitions }));
  }

  /** Puts a whole configuration into force, as a push does. */
  put(configuration: Configuration): void {
    this.#commit(() => {
      const isNews = configure(this.#state, configuration);
      if (isNews) saveConfiguration(this.#state, this.#tables, configuration.subscriptions);
    });
  }

  accept(stream: string, own: Parameters<typeof arrivalOf>[0] = {}) {
    const arrival = arrivalOf({ stream, receivedAt: this.now, ...own });
    const accepted = this.#commit(() => this.take(arrival, SLOTS));
    if (accepted.result === "accepted") this.#hold(accepted.grants);
    return accepted;
  }

  /** An event that brings the outcome of a lease along. */
  acceptAlong(stream: string, lease: Lease, result: Partial<AttemptResult>) {
    this.leases = this.leases.filter((other) => other !== lease);
    const arrival = arrivalOf({ stream, receivedAt: this.now });
    const report = { outcomes: [outcomeOf(lease, result)], remainingMs: 25_000 };
    const take = () => this.take(arrival, SLOTS);
    const { accepted, next } = this.#commit(() =>
      acceptAlong(this.#state, take, { slots: SLOTS, report, chance: () => 0.5 }),
    );
    const own = accepted.result === "accepted" ? accepted.grants : [];
    this.#hold([...own, ...next]);
    return { own, next };
  }

  /** Reports one lease that is out. @param wanted how many further leases the Worker takes. */
  report(lease: Lease, result: Partial<AttemptResult>, wanted = SLOTS): void {
    this.#settle(lease, settlementOf([outcomeOf(lease, result)], { wanted }));
  }

  /** Gives back one lease that was not begun. */
  handBack(lease: Lease): void {
    const returned = [{ ...lease, subscriptionId: lease.target.subscriptionId }];
    this.#settle(lease, settlementOf([], { returned, wanted: 0 }));
  }

  #settle(lease: Lease, settlement: Settlement): void {
    this.leases = this.leases.filter((other) => other !== lease);
    this.#hold(this.#commit(() => settle(this.#state, settlement, () => 0.5)));
  }

  /** What somebody asks for one event; read from the record where it is not open, as the object does. */
  obey(command: Command): Obeyed {
    const recorded = isOpen(this.#state, command.eventId) ? undefined : this.#record.find(command.eventId);
    return this.#commit(() => obey(this.#state, command, { recorded, ...this.#stored }));
  }

  startReplay(id: string, subscriptionId: string, own: Partial<ReplayQuery> = {}): void {
    const query = { ...EVERYTHING, to: this.now + 1, ...own };
    this.#commit(() => startReplay(this.#state, { id, subscriptionId, query }));
  }

  cancelReplay(id: string): void {
    this.#commit(() => cancelReplay(this.#state, id));
  }

  /** One page for every replay that has room. @returns whether there was one. */
  pump(pageSize = 3): boolean {
    const replays = [...this.#state.replays.values()].filter((replay) => roomOf(replay) > 0);
    for (const replay of replays) {
      const openBefore = openInRange(this.#state, replay);
      const scanned = this.#record.scan(replay, pageSize);
      const page = choosePage(this.#state, replay, {
        scanned,
        isEnd: scanned.length < pageSize,
        openBefore,
        findStream: this.#stored.findStream,
      });
      const recorded = this.#record.read(page.toRead);
      this.#commit(() => takeIn(this.#state, { replayId: replay.id, page, recorded }, this.#stored));
    }
    return replays.length > 0;
  }

  /** One page for every backlog that has room. @returns whether there was one. */
  moveUp(pageSize = 3): boolean {
    const looks = this.lookAtBacklogs(pageSize);
    for (const choose of looks) choose()();
    return looks.length > 0;
  }

  /**
   * The same in the steps between which other things happen in the object: each look that was taken at the record
   * waits for its page to be chosen, and that for its turn.
   */
  lookAtBacklogs(pageSize: number): (() => () => void)[] {
    const backlogs = [...this.#state.backlogs.values()].filter(
      ({ subscriptionId }) => roomFor(this.#state, subscriptionId) > 0,
    );
    return backlogs.map((backlog) => {
      const { subscriptionId, after } = backlog;
      const before = lookBefore(this.#state, backlog);
      const scanned = this.#record.scan({ subscriptionId, cursor: after, query: EVERYTHING }, pageSize);
      const isEnd = scanned.length < pageSize;
      return () => {
        const page = chooseBacklog(this.#state, backlog, {
          ...{ scanned, isEnd, before },
          findStream: this.#stored.findStream,
        });
        const recorded = this.#record.read(page.toRead);
        return () => this.#commit(() => moveUp(this.#state, page, recorded));
      };
    });
  }

  /** The projector, once: the record is level afterwards. What is finished leaves the coordinator. */
  project(): void {
    this.#projectBatch(nextBatch(this.#state, Number.POSITIVE_INFINITY));
  }

  /** Projects one event before others that changed earlier: the marker stays behind it. */
  projectOnly(eventId: string): void {
    const batch = nextBatch(this.#state, Number.POSITIVE_INFINITY);
    this.#projectBatch({ ...batch, events: batch.events.filter(({ event }) => event.head.id === eventId) });
  }

  #projectBatch(batch: ProjectionBatch): void {
    const bodyOf = (event: OpenEvent) => this.#tables.buckets.bodyOf(event);
    const events = batch.events.map(({ event }) => event);
    this.#record.write(events, bodyOf);
    this.#commit(() => {
      clearRecorded(this.#state, this.#tables, { batch, upTo: markProjected(this.#state, batch) });
    });
  }

  /** Every event as it stands: from memory where it is open, else from the record. */
  everything(): { id: string; sequence: number; stream: string; deliveries: Delivery[] }[] {
    const open = [...this.#state.open.values()].map(({ head, deliveries }) => ({ ...head, deliveries }));
    const known = new Set(open.map(({ id }) => id));
    const closed = this.#record.all().filter(({ id }) => !known.has(id));
    return [...open, ...closed.map((event) => ({ ...event, deliveries: event.deliveries.map(restore) }))];
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
    // It takes time: an id that was made in the millisecond before is not made again.
    this.now += 1;
    this.#state = this.#rebuilt();
  }

  #rebuilt(): CoordinatorState {
    const state = rebuild({ tenantId: "ten_1", partition: this.#partition }, this.#tables, this.now);
    state.openLimits = this.#openLimits;
    return state;
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
