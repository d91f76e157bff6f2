import { Calendar } from "./calendar.ts";
import { RECORD, RECORD_BATCH_EVENTS, RECORD_GATHER_MS } from "./operation-costs.ts";
import { createRandom, exponential, type Random } from "./random.ts";
import { Server } from "./server.ts";

/** What writes to one database. */
export interface RecordLoad {
  /** Events a second of each partition that is busy enough to gather several in one transaction. */
  partitions: readonly number[];
  /** Events a second of all the others together: each comes alone and takes a transaction of its own. */
  lonePerSecond: number;
  seconds: number;
}

export interface RecordResult {
  arrived: number;
  recorded: number;
  /** What waited when the time was over. */
  waiting: number;
  transactions: number;
  /** From acceptance to the record, one for each event, in milliseconds. */
  recordedAfter: number[];
  /** Share of the time for which the database wrote. */
  busy: number;
}

/** Plays the projectors of all partitions of a database and its single writer. The same seed plays the same. */
export function simulateRecord(load: RecordLoad, seed: number): RecordResult {
  const calendar = new Calendar();
  const random = createRandom(seed);
  const writer = new Server(calendar);
  const endsAt = load.seconds * 1000;
  const result: RecordResult = {
    arrived: 0,
    recorded: 0,
    waiting: 0,
    transactions: 0,
    recordedAfter: [],
    busy: 0,
  };

  const write = (events: readonly number[], done: () => void) => {
    result.transactions += 1;
    writer.serve(RECORD.fixedMs + RECORD.perEventMs * events.length, () => {
      result.recorded += events.length;
      for (const at of events) result.recordedAfter.push(calendar.now - at);
      done();
    });
  };
  const arrive = (perSecond: number, came: () => void) =>
    comeAtRandom({ calendar, random, perSecond }, () => {
      result.arrived += 1;
      came();
    });

  for (const perSecond of load.partitions) {
    const projector = new ProjectorModel(calendar, write);
    arrive(perSecond, () => projector.take(calendar.now));
  }
  arrive(load.lonePerSecond, () => {
    const at = calendar.now;
    calendar.after(RECORD_GATHER_MS, () => write([at], () => {}));
  });
  calendar.run(endsAt);
  return { ...result, waiting: result.arrived - result.recorded, busy: Math.min(1, writer.busyMs / endsAt) };
}

interface Coming {
  calendar: Calendar;
  random: Random;
  perSecond: number;
}

function comeAtRandom(coming: Coming, came: () => void): void {
  const { calendar, random, perSecond } = coming;
  if (perSecond === 0) return;
  calendar.after(exponential(random, 1000 / perSecond), () => {
    came();
    comeAtRandom(coming, came);
  });
}

/** One coordinator's projector: gathers, writes one batch at a time, goes on at once behind a full one. */
class ProjectorModel {
  readonly #calendar: Calendar;
  readonly #write: (events: readonly number[], done: () => void) => void;
  readonly #waiting: number[] = [];
  #isRunning = false;

  constructor(calendar: Calendar, write: (events: readonly number[], done: () => void) => void) {
    this.#calendar = calendar;
    this.#write = write;
  }

  take(at: number): void {
    this.#waiting.push(at);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#calendar.after(RECORD_GATHER_MS, () => this.#send());
  }

  #send(): void {
    const batch = this.#waiting.splice(0, RECORD_BATCH_EVENTS);
    this.#isRunning = batch.length > 0;
    if (!this.#isRunning) return;
    this.#write(batch, () => {
      if (batch.length === RECORD_BATCH_EVENTS) this.#send();
      else this.#calendar.after(RECORD_GATHER_MS, () => this.#send());
    });
  }
}
