import { DurableObject } from "cloudflare:workers";
import { readConfig } from "../config.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/log.ts";
import { CONNECTIONS_PER_INVOCATION } from "../platform/worker-limits.ts";
import { readConfiguration } from "../record/subscriptions.sql.ts";
import { AlarmClock } from "./alarm-clock.ts";
import type { Seen } from "./accept.ts";
import type { Accepted, Arrival, Report } from "./arrival.ts";
import { askSiblings } from "./ask-siblings.ts";
import { dropOldBuckets, nextDropAt, type Tables, saveConfiguration, writeChanges } from "./commit.ts";
import type { Command, Obeyed } from "./command.ts";
import { ConfigurationReader } from "./configuration-reader.ts";
import { configure } from "./configure.ts";
import { type Counters, noCounters, noteCost } from "./counters.ts";
import { countingSql } from "./counting.sql.ts";
import type { DepartDeps } from "./depart.ts";
import * as described from "./describe-stream.ts";
import { expire, nextExpiryAt } from "./expire.ts";
import { handOut } from "./hand-out.ts";
import type { HandedOver, LayoutMark, Peer } from "./handing-over.ts";
import { Intake } from "./intake.ts";
import type { Lease, Settlement } from "./lease.ts";
import { earliest } from "./next-alarm.ts";
import { type Moves, movesFor } from "./mover-for.ts";
import type { GivenStream } from "./moves.sql.ts";
import { notifierFor } from "./notifier-for.ts";
import { openTables } from "./open-tables.ts";
import { parseCoordinatorName } from "./partition.ts";
import { type BackgroundWork, projectorFor, type WorkPlace } from "./projector-for.ts";
import { rebuild } from "./rebuild.ts";
import { Reopener } from "./reopener.ts";
import type { ReplayOrder } from "./replays.ts";
import { reporterFor } from "./reporter-for.ts";
import { settle } from "./settle.ts";
import type { CoordinatorState } from "./state.ts";
import { type LiveReport, liveReportOf } from "./status.ts";
import { healthOf, type SubscriptionHealth } from "./subscription-health.ts";
import type { Configuration } from "./subscription.ts";
import { Turn } from "./turn.ts";
import { wake } from "./wake.ts";

/**
 * Coordinates one partition of one tenant: gives events their place, decides who may be attempted when, and
 * remembers. Makes no request of its own to any endpoint. Wires only; the rules are in the files beside it.
 */
export class Coordinator extends DurableObject<Env> {
  readonly #clock = systemClock;
  readonly #log = createLog(readConfig(this.env).logLevel);
  readonly #counters = noCounters(this.#clock.now());
  readonly #name = this.ctx.id.name ?? "";
  readonly #stored: DepartDeps = {
    findStream: (stream) => this.#tables.small.findStream(stream),
    bodyOf: (event) => this.#tables.buckets.bodyOf(event),
  };
  #tables: Tables;
  readonly #turn: Turn;
  /** What goes on by itself while there is something for it to do. */
  readonly #work: readonly BackgroundWork[];
  readonly #configurations: ConfigurationReader;
  readonly #reopener: Reopener;
  readonly #intake: Intake;
  readonly #moves: Moves;
  readonly #alarm: AlarmClock;
  #state: CoordinatorState;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#tables = openTables(countingSql(ctx.storage.sql, this.#counters));
    this.#state = rebuild(parseCoordinatorName(this.#name), this.#tables, this.#clock.now());
    this.#turn = new Turn({
      commit: (run) => this.#commit(run),
      sync: () => ctx.storage.sync(),
      fail: (failure) => {
        // Memory may be ahead of storage: the next request meets an object rebuilt from it.
        this.#log.warn("turn_failed", { coordinator: this.#name, error: String(failure) });
        ctx.abort("a turn failed; rebuilding from storage");
      },
    });
    this.#configurations = new ConfigurationReader({
      version: () => this.#state.version,
      read: () => readConfiguration(env.DB, this.#state.tenantId),
      configure: (configuration) => this.#configure(configuration),
      log: this.#log,
      coordinator: this.#name,
    });
    const { records } = readConfig(env);
    const place: WorkPlace = {
      directory: env.DB,
      record: () => records.of(this.#state),
      state: () => this.#state,
      tables: () => this.#tables,
      commit: (job) => this.#turn.add(job),
      note: (cost) => noteCost(this.#counters, cost),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      clock: this.#clock,
      log: this.#log,
    };
    this.#reopener = new Reopener({ ...place, stored: this.#stored });
    this.#intake = new Intake({ ...place, stored: this.#stored });
    const coordinator = (name: string) => env.COORDINATOR.getByName(name);
    const knows = (version: number) => this.#configurations.knows(version);
    this.#moves = movesFor(place, { intake: this.#intake, knows, coordinator });
    const projector = projectorFor(place, () => this.#configurations.reload());
    const notifier = notifierFor(place, coordinator);
    this.#work = [projector, this.#reopener, notifier, reporterFor(place), this.#moves.sweeper];
    this.#alarm = new AlarmClock({
      getAlarm: () => ctx.storage.getAlarm(),
      setAlarm: (at) => {
        this.#counters.rowsWritten += 1;
        return ctx.storage.setAlarm(at);
      },
      dueAt: () => this.#nextDueAt(),
      ...{ clock: this.#clock, log: this.#log, coordinator: this.#name },
    });
    void ctx.blockConcurrencyWhile(() => this.#alarm.begin());
    this.#startWork();
  }

  /**
   * Takes an event in. Durable when it resolves; a duplicate is answered with the first one's place.
   * @param slots how many leases the caller can work on; with 0 the alarm has the event delivered.
   * @param report outcomes that the event brings along; not taken where the event is not.
   */
  async accept(arrival: Arrival, slots = CONNECTIONS_PER_INVOCATION, report?: Report): Promise<Accepted> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(arrival.configVersion))) {
      return { result: "unavailable", why: "configuration-unreadable" };
    }
    if (this.#moves.mover.concerns(arrival)) return this.#moves.mover.accept(arrival, slots);
    const taken = await this.#turn.add(() => this.#intake.takeAlong(arrival, slots, report));
    this.#askSiblings();
    return this.#intake.answerAlong(taken);
  }

  /** From the partition that a stream belongs to: takes the event in, or lets go of its stream. See `Peer`. */
  handOver(arrival: Arrival, mark: LayoutMark): Promise<HandedOver> {
    this.#counters.requests += 1;
    return this.#moves.mover.handOver(arrival, mark);
  }

  /** From a partition that a stream does not belong to: takes the event in. See `Peer`. */
  takeOn(arrival: Arrival, mark: LayoutMark): ReturnType<Peer["takeOn"]> {
    this.#counters.requests += 1;
    return this.#moves.mover.takeOn(arrival, mark);
  }

  /** Goes on with streams that another partition has given away. See `Peer`. */
  adopt(streams: GivenStream[], mark: LayoutMark): ReturnType<Peer["adopt"]> {
    this.#counters.requests += 1;
    return this.#moves.mover.adopt(streams, mark);
  }

  /** The first event that was seen here under this provider's id; null where none was lately. */
  seen(key: { sourceId: string; providerEventId: string }): Seen | null {
    return this.#tables.buckets.findSeen(key, this.#clock.now()) ?? null;
  }

  /** Takes a Worker's report. @returns the next leases, with bodies. */
  async settle(settlement: Settlement): Promise<Lease[]> {
    this.#counters.requests += 1;
    const grants = await this.#turn.add(() => settle(this.#state, settlement, Math.random));
    this.#askSiblings();
    return grants.map((grant) => this.#intake.dress(grant));
  }

  /**
   * Puts a configuration into force; the next event sees it. An older one than the known is ignored. Where it says that
   * no stream may move, none is on its way when this resolves. @throws where one cannot be handed over
   */
  async configure(configuration: Configuration): Promise<void> {
    await this.#configure(configuration);
    if (this.#state.layout.isHeld) await this.#moves.sweeper.flush();
  }

  /**
   * Retries, skips or redelivers. @param configVersion the version of the configuration that the caller knows.
   * @param hops how many coordinators have passed the command on.
   */
  async obey(command: Command, configVersion: number, hops = 0): Promise<Obeyed> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(configVersion))) return { result: "unavailable" };
    return this.#moves.mover.obey(command, hops, () => this.#reopener.obey(command));
  }

  /** Begins this partition's part of a replay. May be repeated. */
  async startReplay(order: ReplayOrder, configVersion: number): Promise<void> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(configVersion)))
      throw new Error("the configuration is unreadable");
    await this.#reopener.startReplay(order);
  }

  /** Stops a replay; what it has not settled becomes what it was. May be repeated. */
  async cancelReplay(replayId: string): Promise<void> {
    this.#counters.requests += 1;
    await this.#reopener.cancelReplay(replayId);
  }

  /** How a subscription fares in this partition; null where it is not known here. */
  healthOf(subscriptionId: string): SubscriptionHealth | null {
    return healthOf(this.#state, subscriptionId, this.#clock.now());
  }

  /** How these streams of its partition stand. */
  standings(streams: string[]): described.StreamStanding[] {
    return described.standingsOf(this.#state, streams, this.#stored.findStream);
  }

  /** Everything that is going on in one stream of its partition. */
  describeStream(stream: string): described.StreamDescription {
    return described.describeStream(this.#state, stream, { ...this.#stored, now: this.#clock.now() });
  }

  /** How it stands, and what it has counted that the record does not have. */
  liveReport(): LiveReport {
    return liveReportOf(this.#state, this.#clock.now());
  }

  /** What it has cost since it was last built, and how many events the record does not have as they are now. */
  counters(): Counters & { unrecorded: number } {
    return { ...this.#counters, unrecorded: this.#state.unprojected.size };
  }

  /** Forgets everything: the tenant is being erased. What comes later finds no configuration and is not taken in. */
  async erase(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#alarm.forget();
    const { recordDatabase } = this.#state;
    this.#tables = openTables(countingSql(this.ctx.storage.sql, this.#counters));
    this.#state = rebuild(parseCoordinatorName(this.#name), this.#tables, this.#clock.now());
    // What is under way to the record goes where the eraser looks for it, and nowhere else.
    this.#state.recordDatabase = recordDatabase;
  }

  override async alarm(): Promise<void> {
    this.#counters.requests += 1;
    this.#counters.alarms += 1;
    await this.#alarm.ring(() => this.#wake());
  }

  async #wake(): Promise<void> {
    this.#startWork();
    const groups = await this.#turn.add(() => {
      dropOldBuckets(this.#state, this.#tables);
      expire(this.#state);
      return wake(this.#state, { ...this.#stored, groupSize: CONNECTIONS_PER_INVOCATION });
    });
    await handOut(groups, {
      start: (grants) => {
        this.#counters.deliverers += 1;
        const leases = grants.map((grant) => this.#intake.dress(grant));
        return this.ctx.exports.Deliverer.start(this.#name, leases);
      },
      log: this.#log,
      coordinator: this.#name,
    });
  }

  #startWork(): void {
    for (const work of this.#work) work.start();
  }

  #configure(configuration: Configuration): Promise<void> {
    return this.#turn.add(() => {
      const isNews = configure(this.#state, configuration);
      if (isNews) saveConfiguration(this.#state, this.#tables, configuration.subscriptions);
    });
  }

  #commit(run: () => void): void {
    this.#counters.turns += 1;
    this.#state.now = this.#clock.now();
    this.ctx.storage.transactionSync(() => {
      run();
      writeChanges(this.#state, this.#tables);
    });
    this.#alarm.arm();
    this.#startWork();
  }

  #nextDueAt(): number | null {
    return earliest([
      this.#state.timetable.nextAt(),
      nextDropAt(this.#state, this.#tables),
      nextExpiryAt(this.#state),
      ...this.#work.map((work) => work.dueAt()),
    ]);
  }

  #askSiblings(): void {
    if (this.#state.suspects.size === 0) return;
    const asking = askSiblings({
      ...{ state: () => this.#state, commit: (job) => this.#turn.add(job), log: this.#log },
      healthOf: (name, subscriptionId) => this.env.COORDINATOR.getByName(name).healthOf(subscriptionId),
    });
    this.ctx.waitUntil(asking);
  }
}
