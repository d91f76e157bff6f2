import { DurableObject } from "cloudflare:workers";
import { readConfig } from "../config.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/log.ts";
import { CONNECTIONS_PER_INVOCATION } from "../platform/worker-limits.ts";
import { readConfiguration } from "../record/subscriptions.sql.ts";
import { accept, type AcceptDeps } from "./accept.ts";
import { acceptAlong } from "./accept-along.ts";
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
import type { Grant } from "./lease-out.ts";
import { handOut } from "./hand-out.ts";
import type { Lease, Settlement } from "./lease.ts";
import { alarmTime, earliest } from "./next-alarm.ts";
import { Notifier } from "./notifier.ts";
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
import { toLease } from "./to-lease.ts";
import { Turn } from "./turn.ts";
import { wake } from "./wake.ts";

/** If a wake dies half-way, the alarm comes again after this. */
const WATCHDOG_MS = 60_000;

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
  #state: CoordinatorState;
  #armedAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#tables = openTables(countingSql(ctx.storage.sql, this.#counters));
    this.#state = rebuild(parseCoordinatorName(this.#name), this.#tables, this.#clock.now());
    this.#turn = new Turn({
      commit: (run) => this.#commit(run),
      sync: () => ctx.storage.sync(),
      fail: (failure) => this.#rebuildAfter(failure),
    });
    this.#configurations = new ConfigurationReader({
      version: () => this.#state.version,
      read: () => readConfiguration(env.DB, this.#state.tenantId),
      configure: (configuration) => this.configure(configuration),
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
    const notifier = new Notifier({
      ...place,
      accept: (name, arrival) => env.COORDINATOR.getByName(name).accept(arrival, 0),
      forget: (id) => this.#tables.health.deleteNotice(id),
    });
    const projector = projectorFor(place, () => this.#configurations.reload());
    this.#work = [projector, this.#reopener, notifier, reporterFor(place)];
    void ctx.blockConcurrencyWhile(async () => {
      this.#armedAt = await ctx.storage.getAlarm();
      this.#arm();
    });
    this.#startWork();
  }

  /**
   * Takes an event in. Durable when it resolves; a duplicate is answered with the first one's place.
   * @param slots how many leases the caller can work on; with 0 the alarm has the event delivered.
   * @param report outcomes that the event brings along; not taken where the event is not.
   */
  async accept(
    arrival: Arrival,
    slots: number = CONNECTIONS_PER_INVOCATION,
    report?: Report,
  ): Promise<Accepted> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(arrival.configVersion))) {
      return { result: "unavailable", why: "configuration-unreadable" };
    }
    const { accepted, next } = await this.#turn.add(() => {
      const { now } = this.#state;
      const claim: AcceptDeps["claim"] = (key, place) => this.#tables.buckets.claim(key, place, now);
      const deps = { claim, ...this.#stored, slots };
      if (!report) return { accepted: accept(this.#state, arrival, deps), next: undefined };
      return acceptAlong(this.#state, arrival, { ...deps, report, chance: Math.random });
    });
    if (this.#state.suspects.size > 0) this.ctx.waitUntil(this.#askSiblings());
    const reported = next && { next: next.map((grant) => this.#dress(grant)) };
    if (accepted.result === "duplicate") return { ...accepted, ...reported };
    const { grants, ...rest } = accepted;
    // The caller holds the body of what it brought; what had waited for it needs its own.
    const isOwn = ({ event }: Grant) => event.head.id === rest.eventId;
    const leases = grants.map((grant) => (isOwn(grant) ? toLease(grant) : this.#dress(grant)));
    return { ...rest, leases, ...reported };
  }

  /** Takes a Worker's report. @returns the next leases, with bodies. */
  async settle(settlement: Settlement): Promise<Lease[]> {
    this.#counters.requests += 1;
    const grants = await this.#turn.add(() => settle(this.#state, settlement, Math.random));
    if (this.#state.suspects.size > 0) this.ctx.waitUntil(this.#askSiblings());
    return grants.map((grant) => this.#dress(grant));
  }

  /** Puts a configuration into force; the next event sees it. An older one than the known is ignored. */
  async configure(configuration: Configuration): Promise<void> {
    await this.#turn.add(() => {
      if (configure(this.#state, configuration))
        saveConfiguration(this.#state, this.#tables, configuration.subscriptions);
    });
  }

  /** Retries, skips or redelivers. @param configVersion the version of the configuration that the caller knows. */
  async obey(command: Command, configVersion: number): Promise<Obeyed> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(configVersion))) return { result: "unavailable" };
    return this.#reopener.obey(command);
  }

  /** Begins this partition's part of a replay. May be repeated. */
  async startReplay(order: ReplayOrder, configVersion: number): Promise<void> {
    this.#counters.requests += 1;
    if (!(await this.#configurations.knows(configVersion)))
      throw new Error("the configuration could not be read");
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
    this.#armedAt = null;
    const { recordDatabase } = this.#state;
    this.#tables = openTables(countingSql(this.ctx.storage.sql, this.#counters));
    this.#state = rebuild(parseCoordinatorName(this.#name), this.#tables, this.#clock.now());
    // What is under way to the record goes where the eraser looks for it, and nowhere else.
    this.#state.recordDatabase = recordDatabase;
  }

  override async alarm(): Promise<void> {
    this.#counters.requests += 1;
    this.#counters.alarms += 1;
    this.#armedAt = null;
    try {
      const now = this.#clock.now();
      const due = this.#nextDueAt();
      if (due !== null && due <= now) {
        await this.#setAlarm(now + WATCHDOG_MS);
        await this.#wake();
      }
    } catch (failure) {
      this.#log.warn("wake_failed", { coordinator: this.#name, error: String(failure) });
    }
    this.#armedAt = null;
    this.#arm();
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
        return this.ctx.exports.Deliverer.start(
          this.#name,
          grants.map((grant) => this.#dress(grant)),
        );
      },
      log: this.#log,
      coordinator: this.#name,
    });
  }

  #startWork(): void {
    for (const work of this.#work) work.start();
  }

  #dress(grant: Grant): Lease {
    return toLease(grant, this.#tables.buckets.bodyOf(grant.event));
  }

  #commit(run: () => void): void {
    this.#counters.turns += 1;
    this.#state.now = this.#clock.now();
    this.ctx.storage.transactionSync(() => {
      run();
      writeChanges(this.#state, this.#tables);
    });
    this.#arm();
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

  #arm(): void {
    const due = this.#nextDueAt();
    if (due === null || (this.#armedAt !== null && this.#armedAt <= due)) return;
    void this.#setAlarm(alarmTime(due, this.#clock.now()));
  }

  #setAlarm(at: number): Promise<void> {
    this.#armedAt = at;
    this.#counters.rowsWritten += 1;
    return this.ctx.storage.setAlarm(at);
  }

  /** A turn that failed may have left memory ahead of storage. The next request meets an object rebuilt from storage. */
  #rebuildAfter(failure: unknown): void {
    this.#log.warn("turn_failed", { coordinator: this.#name, error: String(failure) });
    this.ctx.abort("a turn failed; rebuilding from storage");
  }

  #askSiblings(): Promise<void> {
    return askSiblings({
      state: () => this.#state,
      healthOf: (name, subscriptionId) => this.env.COORDINATOR.getByName(name).healthOf(subscriptionId),
      commit: (job) => this.#turn.add(job),
      log: this.#log,
    });
  }
}
