import fc, { type Scheduler } from "fast-check";
import { expect, it } from "vitest";
import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import type { Lease } from "../../../src/coordinate/lease.ts";
import { partitionOf } from "../../../src/coordinate/partition.ts";
import type { Configuration } from "../../../src/coordinate/subscription.ts";
import { arrivalOf, failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { MovingTenant } from "../../support/builders/moving-tenant.ts";

type Step =
  | { do: "arrive"; stream: number; isTimed: boolean; isStale: boolean }
  | { do: "again"; which: number; isStale: boolean }
  | { do: "settle"; partition: number; isFailing: boolean }
  | { do: "at"; what: "project" | "crash" | "push" | "sweep"; partition: number }
  | { do: "repartition"; partitions: number }
  | { do: "network"; messages: number }
  | { do: "rest"; messages: number }
  | { do: "pass"; ms: number };

const PARTITION = fc.nat(3);
const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("arrive" as const),
      stream: fc.nat(5),
      isTimed: fc.boolean(),
      isStale: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("again" as const), which: fc.nat(), isStale: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      partition: PARTITION,
      isFailing: fc.boolean(),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant("at" as const),
      what: fc.constantFrom("project" as const, "crash" as const, "push" as const, "sweep" as const),
      partition: PARTITION,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("repartition" as const),
      partitions: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("network" as const), messages: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rest" as const), messages: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(20_000) }) },
);

const STREAMS = ["media:0", "media:1", "media:2", "media:3", "media:4", "media:5"];
const SUBSCRIPTION = subscriptionOf("sub_1", { policy: { retrySchedule: [5, 30], maxInFlight: 4 } });
const PARTITIONS = [0, 1, 2, 3];

/** A tenant under load, and what was seen of it from outside. */
class Story {
  readonly tenant: MovingTenant;
  readonly #scheduler: Scheduler;
  readonly #sent: Arrival[] = [];
  /** What the Worker was told of each of the provider's events. */
  readonly #answers = new Map<string, Accepted[]>();
  #stale: Configuration;
  #waiting: Promise<unknown>[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
    this.tenant = new MovingTenant(scheduler, [SUBSCRIPTION], 2);
    this.#stale = this.tenant.configuration;
    for (const partition of PARTITIONS) this.tenant.simulation(partition);
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#take(step);
      this.#checkHolders();
    }
  }

  /** Lets everything come to its end, with one more event in each stream: it goes on from where the stream was. */
  async end(): Promise<void> {
    await this.#comeToRest();
    for (const [stream] of STREAMS.entries())
      await this.#take({ do: "arrive", stream, isTimed: true, isStale: false });
    await this.#comeToRest();
  }

  async #comeToRest(): Promise<void> {
    for (let round = 0; round < 100; round++) {
      await this.#network(Number.POSITIVE_INFINITY);
      await this.#rest(Number.POSITIVE_INFINITY);
      this.#checkHolders();
      const isQuiet = this.#all().every(({ simulation }) => simulation.state.open.size === 0);
      if (isQuiet && this.tenant.configuration.layout?.before === null) return;
    }
    throw new Error("does not come to an end");
  }

  /** Everything that is open is settled and recorded, and all that are told sweep. */
  async #rest(messages: number): Promise<void> {
    for (const partition of PARTITIONS) await this.#settle(partition, false);
    this.#pass(60_000);
    for (const { simulation } of this.#all()) simulation.project();
    for (const partition of PARTITIONS) this.#expectNothing(this.tenant.push(partition));
    await this.#network(messages);
    for (const partition of PARTITIONS) this.tenant.sweep(partition);
    await this.#network(messages);
  }

  checkBooks(): void {
    const events = this.tenant.simulation(0).everything();
    for (const stream of STREAMS) {
      const own = events
        .filter((event) => event.stream === stream)
        .toSorted((a, b) => a.sequence - b.sequence);
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
      expect(own.flatMap(({ deliveries }) => deliveries.map(({ position }) => position))).toEqual(
        own.map((_, index) => index + 1),
      );
    }
    const recorded = new Map(events.map(({ id, sequence }) => [id, sequence]));
    for (const answers of this.#answers.values()) {
      const placed = answers.flatMap((one) => (one.result === "unavailable" ? [] : [one]));
      for (const { eventId, sequence } of placed) expect(recorded.get(eventId)).toBe(sequence);
      // However often it was sent: one event.
      expect(new Set(placed.map(({ eventId }) => eventId)).size).toBeLessThanOrEqual(1);
      expect(placed.filter(({ result }) => result === "accepted").length).toBeLessThanOrEqual(1);
    }
    // What was never sent is not there, and nothing is there twice.
    expect(events.length).toBeLessThanOrEqual(this.#sent.length);
  }

  /** Streams that are not where they belong, or still on their way. */
  misplaced(): string[] {
    const { partitions } = this.tenant.configuration;
    const elsewhere = STREAMS.filter((stream) =>
      this.#holdersOf(stream).some((partition) => partition !== partitionOf(stream, partitions)),
    );
    const given = this.#all().flatMap(({ simulation }) => simulation.tables.moves.givenStreams(10));
    return [...elsewhere, ...given.map(({ stream }) => stream)];
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case "arrive": {
        const { now } = this.tenant.simulation(0);
        const stream = STREAMS[step.stream] ?? "media:0";
        this.#send(
          arrivalOf({ stream, occurredAt: step.isTimed ? now : null, receivedAt: now }),
          step.isStale,
        );
        return;
      }
      case "again": {
        const arrival = this.#sent[step.which % Math.max(1, this.#sent.length)];
        if (arrival) this.#send(arrival, step.isStale);
        return;
      }
      case "settle":
        return this.#settle(step.partition, step.isFailing);
      case "at":
        this.#takeAt(step.what, step.partition);
        return;
      case "repartition": {
        const before = this.tenant.configuration;
        if (this.tenant.repartition(step.partitions)) this.#stale = before;
        return;
      }
      case "network":
        return this.#network(step.messages);
      case "rest":
        return this.#rest(step.messages);
      case "pass":
        this.#pass(step.ms);
        return;
      default:
        step satisfies never;
    }
  }

  #takeAt(what: "project" | "crash" | "push" | "sweep", partition: number): void {
    if (what === "project") this.tenant.simulation(partition).project();
    if (what === "crash") this.tenant.crash(partition);
    if (what === "push") this.#expectNothing(this.tenant.push(partition));
    if (what === "sweep") this.tenant.sweep(partition);
  }

  #send(arrival: Arrival, isStale: boolean): void {
    if (!this.#sent.includes(arrival)) this.#sent.push(arrival);
    const known = isStale ? this.#stale : this.tenant.configuration;
    const answers = this.#answers.get(arrival.providerEventId) ?? [];
    this.#answers.set(arrival.providerEventId, answers);
    this.#expectNothing(this.tenant.accept(arrival, known).then((accepted) => answers.push(accepted)));
  }

  /** Whoever is cut off by a crash hears nothing, as the provider then sends again. */
  #expectNothing(work: Promise<unknown>): void {
    this.#waiting.push(work.catch((failure: unknown) => expect(String(failure)).toContain("crashed")));
  }

  async #network(messages: number): Promise<void> {
    for (let left = messages; left > 0 && this.#scheduler.count() > 0; left--) {
      await this.#scheduler.waitNext(1);
      for (let tick = 0; tick < 20; tick++) await Promise.resolve();
    }
    if (messages === Number.POSITIVE_INFINITY) {
      await Promise.all(this.#waiting);
      this.#waiting = [];
    }
  }

  async #settle(partition: number, isFailing: boolean): Promise<void> {
    await Promise.resolve();
    const simulation = this.tenant.simulation(partition);
    simulation.wake();
    for (const lease of [...simulation.leases]) {
      this.#checkOrder(lease);
      simulation.report(lease, isFailing ? failed() : {}, 0);
    }
  }

  #pass(ms: number): void {
    for (const { simulation } of this.#all()) simulation.now += ms;
  }

  /** A lease on a position: every earlier one of the lane, wherever it is, must have been let go of. */
  #checkOrder(lease: Lease): void {
    const open = this.#all().flatMap(({ simulation }) => [...simulation.state.open.values()]);
    const lane = open
      .filter((event) => event.head.stream === lease.stream)
      .flatMap((event) => event.deliveries);
    const earlier = lane.filter(({ position }) => position < lease.position);
    expect(earlier.filter(({ status }) => status === "pending")).toEqual([]);
  }

  #checkHolders(): void {
    for (const stream of STREAMS) expect(this.#holdersOf(stream).length).toBeLessThanOrEqual(1);
  }

  #holdersOf(stream: string): number[] {
    return this.#all()
      .filter(({ simulation }) => simulation.streamOf(stream).sequence > 0)
      .map(({ partition }) => partition);
  }

  #all() {
    return PARTITIONS.map((partition) => ({ partition, simulation: this.tenant.simulation(partition) }));
  }
}

it("loses, repeats and overtakes nothing while streams move, whatever crashes and however messages cross", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(STEP, { maxLength: 80, size: "max" }),
      async (scheduler, steps) => {
        const story = new Story(scheduler);

        await story.play(steps);
        await story.end();

        story.checkBooks();
        expect(story.misplaced()).toEqual([]);
      },
    ),
    { numRuns: 250, endOnFailure: true },
  );
}, 60_000);
