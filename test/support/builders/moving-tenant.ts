import type { Scheduler } from "fast-check";
import type { AcceptedNow } from "../../../src/coordinate/accept.ts";
import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import type { Peer } from "../../../src/coordinate/handing-over.ts";
import { Mover } from "../../../src/coordinate/mover.ts";
import { partitionOf } from "../../../src/coordinate/partition.ts";
import { Sweeper } from "../../../src/coordinate/sweeper.ts";
import type { Configuration, CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import { createLog } from "../../../src/platform/log.ts";
import { configurationOf } from "./coordination.ts";
import { memoryRecord } from "./memory-record.ts";
import { Simulation } from "./simulation.ts";

/** One life of one coordinator: what a crash ends. */
interface Life {
  isOver: boolean;
  mover: Mover;
  sweeper: Sweeper;
}

/** The coordinators of one tenant with a network between them whose order the test decides. */
export class MovingTenant {
  readonly simulations = new Map<number, Simulation>();
  configuration: Configuration;
  readonly #record = memoryRecord();
  readonly #scheduler: Scheduler;
  readonly #lives = new Map<number, Life>();
  /** Streams left, by partition, as the record knows them of the present layout. */
  #left = new Map<number, number>();

  constructor(scheduler: Scheduler, subscriptions: CoordinatedSubscription[], partitions: number) {
    this.#scheduler = scheduler;
    const layout = { version: 0, before: null, isHeld: false };
    this.configuration = configurationOf(subscriptions, { version: 2, partitions, layout });
  }

  /** Changes the number of partitions. @returns false while streams move. */
  repartition(partitions: number): boolean {
    const { layout, partitions: before, version } = this.configuration;
    if (layout?.before !== null || partitions === before) return false;
    this.#left = new Map();
    this.#change({ partitions, layout: { version: version + 1, before, isHeld: false } });
    return true;
  }

  /** What the Worker does that knows the tenant as it was told. */
  async accept(arrival: Arrival, known: Configuration): Promise<Accepted> {
    const partition = partitionOf(arrival.stream, known.partitions);
    const own = { ...arrival, configVersion: known.version };
    return this.#call(partition, async ({ mover }, simulation, life) => {
      if (!(await this.#knows(partition, own.configVersion))) throw new Error("unreadable");
      this.#assertAlive(life);
      return mover.concerns(own)
        ? mover.accept(own, 0)
        : answer(simulation.turn(() => simulation.take(own, 0)));
    });
  }

  /** Tells one coordinator of the present configuration. */
  async push(partition: number): Promise<void> {
    await this.#knows(partition, this.configuration.version);
  }

  sweep(partition: number): void {
    this.#lifeOf(partition).sweeper.start();
  }

  /** kill -9 of one coordinator: what was under way in it fails for its callers. */
  crash(partition: number): void {
    this.#lifeOf(partition).isOver = true;
    this.#lives.delete(partition);
    this.simulations.get(partition)?.restart();
  }

  simulation(partition: number): Simulation {
    const known = this.simulations.get(partition);
    if (known) return known;
    const { subscriptions } = this.configuration;
    const made = new Simulation(subscriptions, { partition, partitions: 1, record: this.#record });
    this.simulations.set(partition, made);
    return made;
  }

  #lifeOf(partition: number): Life {
    const known = this.#lives.get(partition);
    if (known) return known;
    const life = this.#newLife(partition);
    this.#lives.set(partition, life);
    return life;
  }

  #newLife(partition: number): Life {
    const simulation = this.simulation(partition);
    const whileAlive = <Answer>(work: () => Answer): Answer => {
      this.#assertAlive(life);
      return work();
    };
    const place = {
      state: () => simulation.state,
      tables: () => simulation.tables,
      commit: async <Answer>(job: () => Answer): Promise<Answer> => {
        await Promise.resolve();
        return whileAlive(() => simulation.turn(job));
      },
      peer: (other: number): Peer => this.#peer(other, life),
      wait: async () => {
        await this.#scheduler.schedule(Promise.resolve(), "wait");
        this.#assertAlive(life);
      },
    };
    const mover = new Mover({
      ...place,
      knows: (version) => this.#knows(partition, version),
      take: (arrival, slots) => simulation.take(arrival, slots),
      answer,
    });
    const sweeper = new Sweeper({
      ...place,
      wait: async () => {
        await this.#scheduler.schedule(Promise.resolve(), "wait");
        // What goes on by itself ends with its life, and nobody hears of it.
        if (life.isOver) await new Promise<never>(() => undefined);
      },
      clock: { now: () => simulation.now },
      log: createLog("silent"),
      isKept: (stream) => mover.isKept(stream),
      report: async (left, layoutVersion) => {
        await this.#scheduler.schedule(Promise.resolve(), "report");
        whileAlive(() => this.#report(partition, left, layoutVersion));
      },
    });
    const life: Life = { isOver: false, mover, sweeper };
    return life;
  }

  #peer(partition: number, caller: Life): Peer {
    const ask = <Answer>(work: (life: Life) => Promise<Answer>): Promise<Answer> =>
      this.#call(partition, work).finally(() => this.#assertAlive(caller));
    return {
      handOver: (arrival, mark) => ask(({ mover }) => mover.handOver(arrival, mark)),
      takeOn: (arrival, mark) => ask(({ mover }) => mover.takeOn(arrival, mark)),
      adopt: (streams, mark) => ask(({ mover }) => mover.adopt(structuredClone(streams), mark)),
      seen: (key) =>
        ask(
          async () =>
            this.simulation(partition).tables.buckets.findSeen(key, this.simulation(partition).now) ?? null,
        ),
      obey: () => Promise.reject(new Error("not in this model")),
    };
  }

  /** A call over the network: it arrives when the test says so, and so does its answer. */
  async #call<Answer>(
    partition: number,
    work: (life: Life, simulation: Simulation, again: Life) => Promise<Answer>,
  ): Promise<Answer> {
    await this.#scheduler.schedule(Promise.resolve(), `to ${partition}`);
    const life = this.#lifeOf(partition);
    const made = await work(life, this.simulation(partition), life);
    await this.#scheduler.schedule(Promise.resolve(), `from ${partition}`);
    this.#assertAlive(life);
    return made;
  }

  async #knows(partition: number, version: number): Promise<boolean> {
    const simulation = this.simulation(partition);
    if (simulation.state.version >= version && simulation.state.version > 1) return true;
    await this.#scheduler.schedule(Promise.resolve(), `read by ${partition}`);
    simulation.put(this.configuration);
    return true;
  }

  #report(partition: number, left: number, layoutVersion: number): void {
    const { layout } = this.configuration;
    if (!layout || layout.before === null || layout.version !== layoutVersion) return;
    this.#left.set(partition, left);
    const done = [...this.#left.values()].filter((one) => one === 0).length;
    if (done >= layout.before) this.#change({ layout: { ...layout, before: null } });
  }

  #change(own: Partial<Configuration>): void {
    this.configuration = { ...this.configuration, ...own, version: this.configuration.version + 1 };
  }

  #assertAlive(life: Life): void {
    if (life.isOver) throw new Error("crashed");
  }
}

function answer(accepted: AcceptedNow): Accepted {
  if (accepted.result === "duplicate") return accepted;
  const { grants: _none, ...rest } = accepted;
  return { ...rest, leases: [] };
}
