import { CONNECTIONS_PER_INVOCATION } from "../../src/platform/worker-limits.ts";
import { Calendar } from "./calendar.ts";
import { GroupCommit } from "./group-commit.ts";
import { Invocation, type InvocationDeps } from "./invocation.ts";
import { Lanes } from "./lanes.ts";
import { CALLS_PER_WAKE, type Costs, type Load, type PartitionResult } from "./partition-model.ts";
import { createRandom, exponential, latency, type Random } from "./random.ts";
import { Server } from "./server.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import { Stay } from "./stay.ts";

/** An alarm for something that is due fires in the next millisecond; `SOONEST_MS` of src/coordinate/next-alarm.ts. */
const ALARM_MS = 1;

/** Plays a load on one partition, event by event. The same seed plays the same. */
export function simulatePartition(load: Load, costs: Costs, seed: number): PartitionResult {
  return new PartitionSimulation(load, costs, createRandom(seed)).play();
}

class PartitionSimulation {
  readonly #load: Load;
  readonly #costs: Costs;
  readonly #random: Random;
  readonly #calendar = new Calendar();
  readonly #thread = new Server(this.#calendar);
  readonly #gate = new Server(this.#calendar);
  readonly #turns: GroupCommit;
  readonly #lanes: Lanes;
  readonly #stay = new Stay(this.#calendar);
  readonly #acknowledgedAfter: number[] = [];
  readonly #arrivedAfter: number[] = [];
  readonly #deliverDeps: InvocationDeps;
  #sent = 0;
  #requests = 0;
  #isAlarmSet = false;

  constructor(load: Load, costs: Costs, random: Random) {
    this.#load = load;
    this.#costs = costs;
    this.#random = random;
    this.#turns = new GroupCommit(this.#calendar, this.#thread, costs.syncMs);
    this.#lanes = new Lanes(load.fanOut, load.slots);
    this.#deliverDeps = {
      calendar: this.#calendar,
      attempt: ({ event }, answered) =>
        this.#work(costs.attemptMs, () => {
          this.#arrivedAfter.push(this.#calendar.now - event.at);
          this.#calendar.after(latency(random, load.endpoint), answered);
        }),
      settle: (outcomes, wanted, answered) => {
        let grants: ReturnType<Lanes["take"]> = [];
        this.#request(costs.settleMs, {
          run: () => {
            for (const grant of outcomes) {
              this.#lanes.settle(grant);
              grant.event.open -= 1;
              if (grant.event.open === 0) this.#stay.leave(grant.event.at);
            }
            grants = this.#lanes.take(wanted);
          },
          answered: () => answered(grants),
        });
      },
    };
  }

  play(): PartitionResult {
    const { arrivals } = this.#load;
    const first = arrivals.kind === "closed" ? arrivals.connections : 1;
    for (let connection = 0; connection < first; connection++) this.#send();
    this.#calendar.run();
    const elapsedMs = this.#stay.lastLeftAt;
    return {
      accepted: this.#acknowledgedAfter.length,
      delivered: this.#lanes.delivered,
      pending: this.#lanes.pending,
      elapsedMs,
      eventsPerSecond: (this.#acknowledgedAfter.length * 1000) / elapsedMs,
      acknowledgedAfter: this.#acknowledgedAfter,
      arrivedAfter: this.#arrivedAfter,
      finishedAfter: this.#stay.durations,
      meanInSystem: this.#stay.meanInSystem,
      threadBusy: this.#thread.busyMs / elapsedMs,
      gateBusy: this.#gate.busyMs / elapsedMs,
      turns: this.#turns.turns,
      objectRequests: this.#requests,
      inversions: this.#lanes.inversions,
    };
  }

  #send(): void {
    const { arrivals, events, fanOut } = this.#load;
    if (this.#sent === events) return;
    const event: SimulatedEvent = {
      stream: this.#streamOf(this.#sent++),
      at: this.#calendar.now,
      open: fanOut,
    };
    this.#stay.enter();
    this.#work(this.#costs.ingestMs, () => this.#accept(event));
    if (arrivals.kind === "open")
      this.#calendar.after(exponential(this.#random, 1000 / arrivals.perSecond), () => this.#send());
  }

  #accept(event: SimulatedEvent): void {
    let grants: ReturnType<Lanes["take"]> = [];
    this.#request(this.#costs.acceptMs, {
      run: () => {
        this.#lanes.join(event);
        grants = this.#lanes.take(CONNECTIONS_PER_INVOCATION);
      },
      answered: () => {
        this.#acknowledgedAfter.push(this.#calendar.now - event.at);
        if (event.open === 0) this.#stay.leave(event.at);
        if (grants.length > 0) new Invocation(this.#deliverDeps).begin(grants);
        if (this.#load.arrivals.kind === "closed") this.#send();
      },
    });
  }

  /** There and back: a hop, the object's gate, a turn, a hop. */
  #request(ms: number, { run, answered }: { run: () => void; answered: () => void }): void {
    const { hopMs, requestGapMs } = this.#costs;
    this.#requests += 1;
    this.#calendar.after(hopMs, () => {
      this.#gate.serve(requestGapMs, () => {
        this.#turns.add({
          ms,
          run,
          durable: () => {
            this.#wakeIfDue();
            this.#calendar.after(hopMs, answered);
          },
        });
      });
    });
  }

  /** What may go and nobody holds is handed to Deliverers by the alarm. */
  #wakeIfDue(): void {
    if (this.#isAlarmSet || !this.#lanes.mayGoOn()) return;
    this.#isAlarmSet = true;
    this.#calendar.after(ALARM_MS, () => {
      let groups: ReturnType<Lanes["takeGroups"]> = [];
      this.#requests += 1;
      this.#turns.add({
        ms: this.#costs.settleMs,
        run: () => {
          groups = this.#lanes.takeGroups(CONNECTIONS_PER_INVOCATION, CALLS_PER_WAKE);
        },
        durable: () => {
          this.#isAlarmSet = false;
          for (const group of groups) new Invocation(this.#deliverDeps).begin(group);
          this.#wakeIfDue();
        },
      });
    });
  }

  /** A Worker's work: on the shared thread, or on one of its own. */
  #work(ms: number, done: () => void): void {
    if (this.#costs.isOneThread) this.#thread.serve(ms, done);
    else this.#calendar.after(ms, done);
  }

  #streamOf(number: number): number {
    const { streams } = this.#load;
    if ("newAfter" in streams) return Math.floor(number / streams.newAfter);
    return Math.floor(this.#random() * streams.among);
  }
}
