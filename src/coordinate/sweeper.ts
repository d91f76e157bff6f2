import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { Background } from "./background.ts";
import type { Tables } from "./commit.ts";
import type { Peer } from "./handing-over.ts";
import { busyStreams, homeOf, keepsAll, letGo } from "./moves.ts";
import type { CoordinatorState } from "./state.ts";

/** Streams whose names one look reads. */
const LOOKED_AT_ONCE = 1_000;
/** Streams that one turn gives away, and one call hands over: with a thousand positions each they are 8 MB of 32. */
const GIVEN_AT_ONCE = 200;
/** Between two pieces: a coordinator has its events to see to. */
const PAUSE_MS = 50;
/** Between two looks at what has to stay: each goes over everything that is open. */
const LOOK_PAUSE_MS = 1_000;
/** An object that dies in the midst of it is woken after this: nobody else may have anything to ask of it. */
const WAKE_AFTER_MS = 5_000;
/** The record hears of what is left at most this often, and at once when nothing is. */
const REPORT_EVERY_MS = 3_000;
/** What has to stay is looked at when something has changed, and after this all the same. */
const LOOK_AGAIN_MS = 10 * 60_000;

export interface SweeperDeps {
  state(): CoordinatorState;
  tables(): Tables;
  /** Whether something is being done for a stream of which no turn shows anything yet. */
  isKept(stream: string): boolean;
  peer(partition: number): Pick<Peer, "adopt">;
  /** Tells the record how many streams this partition has yet to give away. */
  report(left: number, layoutVersion: number): Promise<void>;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

/** How far a coordinator has come with the streams of one layout. */
interface Sweep {
  layoutVersion: number;
  /** The last stream that was looked at; null once all of them were. */
  cursor: string | null;
  /** Streams that were looked at and had to stay. */
  left: Set<string>;
  /** How many had been given away in this life when the new coordinators had all of them; null = not looked yet. */
  handedOver: number | null;
  /** What the coordinator was like at the last look. */
  lookedAt: { mark: string; at: Instant };
  /** What the record knows; null = nothing. */
  reported: { left: number; at: Instant } | null;
}

/**
 * Moves the streams that belong to other partitions since the tenant's number of partitions has changed, as soon as
 * nothing of them is left to do here. Begins anew with every life of the object, which costs reading their names.
 */
export class Sweeper {
  readonly #deps: SweeperDeps;
  readonly #background: Background;
  #sweep: Sweep = newSweep(0);

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
    this.#background = new Background({
      name: "sweep",
      hasWork: () => this.#hasWork(),
      work: () => this.#work(),
      pauseMs: PAUSE_MS,
      wait: (ms) => deps.wait(ms),
      clock: deps.clock,
      log: deps.log,
    });
  }

  /** When the object has to be awake for it, or null. */
  dueAt(): Instant | null {
    if (!this.#isMoving() || this.#isDone()) return null;
    if (this.#hasWork()) return this.#deps.clock.now() + WAKE_AFTER_MS;
    return this.#sweep.lookedAt.at + LOOK_AGAIN_MS;
  }

  /** Goes on where there is something to do. Never throws. */
  start(): void {
    this.#background.start();
  }

  /** Has every stream that was given away taken over by its new coordinator. @throws where one of them does not */
  async flush(): Promise<void> {
    const { state, tables, commit, peer } = this.#deps;
    for (;;) {
      const upTo = state().streamsGiven;
      const streams = tables().moves.givenStreams(GIVEN_AT_ONCE);
      if (streams.length === 0) {
        this.#sweep.handedOver = upTo;
        return;
      }
      const mark = { layoutVersion: state().layout.version, configVersion: state().version };
      for (const [home, given] of Map.groupBy(streams, ({ stream }) => homeOf(state(), stream))) {
        const { result } = await peer(home).adopt(given, mark);
        if (result === "behind") throw new Error("the tenant's configuration has changed");
      }
      await commit(() => {
        for (const { stream } of streams) tables().moves.forgetGiven(stream);
      });
    }
  }

  #isMoving(): boolean {
    const { layout, partition } = this.#deps.state();
    return layout.before !== null && partition < layout.before;
  }

  /** Nothing more comes: nobody begins a stream that belongs elsewhere. */
  #isDone(): boolean {
    return (
      this.#sweep.layoutVersion === this.#deps.state().layout.version && this.#sweep.reported?.left === 0
    );
  }

  #hasWork(): boolean {
    if (!this.#isMoving() || this.#isDone()) return false;
    const { layoutVersion, cursor, left, handedOver, lookedAt, reported } = this.#sweep;
    const { clock, state } = this.#deps;
    if (layoutVersion !== state().layout.version || handedOver !== state().streamsGiven) return true;
    if (keepsAll(state())) return false;
    if (cursor !== null || (left.size === 0 && reported?.left !== 0)) return true;
    return lookedAt.mark !== this.#mark() || clock.now() - lookedAt.at >= LOOK_AGAIN_MS;
  }

  async #work(): Promise<void> {
    const { version } = this.#deps.state().layout;
    if (this.#sweep.layoutVersion !== version) this.#sweep = newSweep(version);
    const sweep = this.#sweep;
    await this.flush();
    if (sweep.cursor === null && sweep.left.size > 0) await this.#deps.wait(LOOK_PAUSE_MS);
    if (!keepsAll(this.#deps.state())) await this.#look(sweep);
    await this.#report(sweep);
  }

  /** Gives away what may go: of the next streams, or, once all were looked at, of those that had to stay. */
  async #look(sweep: Sweep): Promise<void> {
    const { state, tables } = this.#deps;
    if (sweep.cursor === null) {
      sweep.lookedAt = { mark: this.#mark(), at: this.#deps.clock.now() };
      await this.#give(sweep, [...sweep.left]);
      return;
    }
    const names = tables().small.streamsBehind(sweep.cursor, LOOKED_AT_ONCE);
    await this.#give(
      sweep,
      names.filter((stream) => homeOf(state(), stream) !== state().partition),
    );
    sweep.cursor = names.length < LOOKED_AT_ONCE ? null : (names.at(-1) ?? null);
  }

  async #give(sweep: Sweep, streams: readonly string[]): Promise<void> {
    const { state, tables, commit, isKept } = this.#deps;
    for (let from = 0; from < streams.length; from += GIVEN_AT_ONCE) {
      const some = streams.slice(from, from + GIVEN_AT_ONCE);
      const stayed = await commit(() => {
        if (state().layout.version !== sweep.layoutVersion) return some;
        const busy = busyStreams(state());
        return some.filter((stream) => {
          const isStaying = () => busy.has(stream) || isKept(stream);
          return letGo(state(), stream, { isKept: isStaying, tables: tables() }) === null;
        });
      });
      for (const stream of some) sweep.left.delete(stream);
      for (const stream of stayed) sweep.left.add(stream);
      await this.flush();
    }
  }

  async #report(sweep: Sweep): Promise<void> {
    const { clock, report } = this.#deps;
    if (sweep.cursor !== null) return;
    const left = sweep.left.size;
    const { reported } = sweep;
    if (reported?.left === left) return;
    const sinceMs = reported === null ? REPORT_EVERY_MS : Math.abs(clock.now() - reported.at);
    // Nothing may happen here for days: what has changed has to be told before that.
    if (left > 0 && sinceMs < REPORT_EVERY_MS) await this.#deps.wait(REPORT_EVERY_MS - sinceMs);
    // The last ones may have been asked for since: when the record hears of none, every one has arrived.
    if (left === 0) await this.flush();
    await report(left, sweep.layoutVersion);
    sweep.reported = { left, at: clock.now() };
  }

  // Whatever ends for a stream changes one of the two: an event leaves memory when the record has it settled.
  #mark(): string {
    const { lastRevision, open } = this.#deps.state();
    return `${lastRevision}/${open.size}`;
  }
}

function newSweep(layoutVersion: number): Sweep {
  return {
    layoutVersion,
    cursor: "",
    left: new Set(),
    handedOver: null,
    lookedAt: { mark: "", at: 0 },
    reported: null,
  };
}
