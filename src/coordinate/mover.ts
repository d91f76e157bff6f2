import type { AcceptedNow, Seen } from "./accept.ts";
import type { Accepted, Arrival } from "./arrival.ts";
import type { Command, Obeyed } from "./command.ts";
import type { Tables } from "./commit.ts";
import { streamOf } from "./depart.ts";
import type { Behind, HandedOver, LayoutMark, Peer } from "./handing-over.ts";
import { InOrder } from "./in-order.ts";
import { adopt, formerHomeOf, has, homeOf, isBusy, letGo, maySeenAt, mayBegin } from "./moves.ts";
import type { GivenStream } from "./moves.sql.ts";
import { Rests } from "./rests.ts";
import { NEW_STREAM, type StreamState } from "./sequence.ts";
import type { CoordinatorState } from "./state.ts";

/** An arrival meets another layout at most so often before it is given up: layouts change within hours, not seconds. */
const MAX_LOOKS = 4;
/** The partition that a stream belongs to, and the one that it belonged to. */
const MAX_HOPS = 2;

const MOVING = { result: "unavailable", why: "stream-moving" } as const;

export interface MoverDeps {
  state(): CoordinatorState;
  tables(): Tables;
  /** Takes an event in, inside a turn. @param slots how many leases the caller can work on. */
  take(arrival: Arrival, slots: number): AcceptedNow;
  /** What the caller hears of it. */
  answer(accepted: AcceptedNow): Accepted;
  /** Runs a job in a turn: what it changes is durable when this resolves. */
  commit<Answer>(job: () => Answer): Promise<Answer>;
  /** Makes sure of a configuration of at least this version. */
  knows(version: number): Promise<boolean>;
  /** The coordinator of another partition of the tenant. */
  peer(partition: number): Peer;
  wait(ms: number): Promise<void>;
}

/**
 * The door of a coordinator whose tenant has changed its number of partitions. A stream belongs to one partition and
 * may still be with the one before; whichever has it takes its events in, and nobody else does.
 */
export class Mover {
  readonly #deps: MoverDeps;
  readonly #inOrder = new InOrder<string>();
  readonly #rests = new Rests();
  /** Streams that something is being done for which no turn shows yet, and for how many callers. */
  readonly #kept = new Map<string, number>();

  constructor(deps: MoverDeps) {
    this.#deps = deps;
  }

  /** Whether an arrival needs more than a turn of this coordinator. Asked for every arrival, so it has to be quick. */
  concerns(arrival: Arrival): boolean {
    const { layout, now } = this.#deps.state();
    if (layout.version === 0) return false;
    if (layout.before !== null || arrival.configVersion < layout.version) return true;
    if (this.#inOrder.isBusy(arrival.stream)) return true;
    return maySeenAt(this.#deps.tables().small.findStream(arrival.stream), arrival, now).length > 0;
  }

  /** Takes an event in wherever its stream is. What comes for one stream is taken in in the order in which it came. */
  accept(arrival: Arrival, slots: number): Promise<Accepted> {
    return this.#inOrder.run(arrival.stream, async () => {
      for (let look = 0; look < MAX_LOOKS; look++) {
        const moved = await this.#acceptOnce(arrival, slots);
        if (moved !== null) return moved;
      }
      return MOVING;
    });
  }

  /** See `Peer`. Not in order behind `accept`, whose callers may be waiting for this very answer. */
  async takeOn(arrival: Arrival, mark: LayoutMark): Promise<Accepted | Behind> {
    for (let look = 0; look < MAX_LOOKS; look++) {
      const behind = await this.#meet(mark);
      if (behind) return behind;
      if (homeOf(this.#deps.state(), arrival.stream) !== this.#deps.state().partition) break;
      const moved = await this.#acceptAtHome(arrival, 0);
      if (moved !== null) return moved;
    }
    return MOVING;
  }

  /** See `Peer`. */
  async handOver(arrival: Arrival, mark: LayoutMark): Promise<HandedOver> {
    return (await this.#meet(mark)) ?? this.#handOverHere(arrival);
  }

  /** See `Peer`. */
  async adopt(streams: readonly GivenStream[], mark: LayoutMark): Promise<{ result: "adopted" } | Behind> {
    const behind = await this.#meet(mark);
    if (behind) return behind;
    const { state, tables, commit } = this.#deps;
    return commit(() => {
      const { layout, version } = state();
      if (layout.version !== mark.layoutVersion) return { result: "behind", version };
      for (const given of streams) adopt(state(), given, tables().small);
      return { result: "adopted" };
    });
  }

  /**
   * Does what somebody asks for one event where its stream is.
   * @param here does it in this coordinator. @param hops how many coordinators have passed the command on.
   */
  async obey(command: Command, hops: number, here: () => Promise<Obeyed>): Promise<Obeyed> {
    const { stream } = command;
    const state = this.#deps.state();
    if (stream === undefined) return here();
    const isHere = has(state, stream, this.#deps.tables().small) || mayBegin(state, stream);
    if (isHere || state.layout.version === 0) return this.#keep(stream, here);
    const home = homeOf(state, stream);
    const next = home === state.partition ? formerHomeOf(state, stream) : home;
    if (next === null || hops >= MAX_HOPS) return { result: "unavailable" };
    return this.#deps.peer(next).obey(command, state.version, hops + 1);
  }

  /** Whether something is being done for a stream of which no turn shows anything yet. */
  isKept(stream: string): boolean {
    return this.#kept.has(stream);
  }

  /** @returns null where the layout has changed meanwhile: the arrival is to be looked at again. */
  async #acceptOnce(arrival: Arrival, slots: number): Promise<Accepted | null> {
    const { state, tables, peer, knows } = this.#deps;
    const { partition } = state();
    const home = homeOf(state(), arrival.stream);
    if (home === partition) return this.#acceptAtHome(arrival, slots);
    if (has(state(), arrival.stream, tables().small)) {
      const kept = await this.#handOverHere(arrival);
      if (kept.result !== "given" && kept.result !== "behind") return kept;
    }
    const accepted = await peer(home).takeOn(arrival, this.#mark());
    if (accepted.result !== "behind") return accepted;
    return (await knows(accepted.version)) ? null : MOVING;
  }

  async #acceptAtHome(arrival: Arrival, slots: number): Promise<Accepted | null> {
    const { state, tables, peer, knows } = this.#deps;
    const { stream } = arrival;
    const mark = this.#mark();
    const former = formerHomeOf(state(), stream);
    if (has(state(), stream, tables().small) || former === null || former === state().partition)
      return this.#takeHere(arrival, { mark, given: null, slots });
    const restMs = this.#rests.restOf(stream, state().now);
    if (restMs > 0) await this.#deps.wait(restMs);
    const handed = await peer(former).handOver(arrival, mark);
    if (handed.result === "given") {
      this.#rests.forget(stream);
      return this.#takeHere(arrival, { mark, given: handed.state, slots });
    }
    if (handed.result !== "behind") return handed;
    return (await knows(handed.version)) ? null : MOVING;
  }

  async #takeHere(
    arrival: Arrival,
    { mark, given, slots }: { mark: LayoutMark; given: StreamState | null; slots: number },
  ): Promise<Accepted | null> {
    const { state, tables, commit, take, answer } = this.#deps;
    const { stream } = arrival;
    const isKnown = has(state(), stream, tables().small);
    const known = isKnown ? tables().small.findStream(stream) : (given ?? NEW_STREAM);
    const asked = maySeenAt(known, arrival, state().now);
    const seen = await this.#seenElsewhere(arrival, known);
    if (seen) return { result: "duplicate", ...seen };
    const taken = await commit(() => {
      if (state().layout.version !== mark.layoutVersion) return null;
      const isHere = has(state(), stream, tables().small) || mayBegin(state(), stream);
      if (!isHere && given === null) return null;
      // It may have come here by itself since: then its earlier partitions are still to be asked.
      const mayKnow = maySeenAt(streamOf(state(), stream, tables().small), arrival, state().now);
      if (mayKnow.some((partition) => !asked.includes(partition))) return null;
      if (given) adopt(state(), { stream, state: given }, tables().small);
      return take(arrival, slots);
    });
    return taken && answer(taken);
  }

  async #handOverHere(arrival: Arrival): Promise<HandedOver> {
    const { state, tables, commit, take, answer } = this.#deps;
    const { stream } = arrival;
    const { version } = state().layout;
    const seen = await this.#seenElsewhere(arrival, tables().small.findStream(stream));
    if (seen) return { result: "duplicate", ...seen };
    return commit((): HandedOver => {
      if (state().layout.version !== version) return { result: "behind", version: state().version };
      const isKept = () => this.isKept(stream) || isBusy(state(), stream);
      const given = letGo(state(), stream, { isKept, tables: tables() });
      if (given) return { result: "given", state: given };
      // With no slots there are no leases: its own alarm has the event delivered.
      return answer(take(arrival, 0));
    });
  }

  /** The first event with the arrival's id that a partition has seen before the stream left it. @throws where one is silent */
  async #seenElsewhere(arrival: Arrival, stream: StreamState): Promise<Seen | null> {
    const { state, peer } = this.#deps;
    const { sourceId, providerEventId } = arrival;
    for (const partition of maySeenAt(stream, arrival, state().now)) {
      if (partition === state().partition) continue;
      const seen = await peer(partition).seen({ sourceId, providerEventId });
      if (seen) return seen;
    }
    return null;
  }

  /** Comes up to the asker's layout. @returns what to tell an asker that is behind, or null. */
  async #meet({ layoutVersion, configVersion }: LayoutMark): Promise<Behind | null> {
    const { state, knows } = this.#deps;
    if (!(await knows(configVersion))) throw new Error("the configuration could not be read");
    const { layout, version } = state();
    return layout.version === layoutVersion ? null : { result: "behind", version };
  }

  #mark(): LayoutMark {
    const { layout, version } = this.#deps.state();
    return { layoutVersion: layout.version, configVersion: version };
  }

  async #keep<Answer>(stream: string, work: () => Promise<Answer>): Promise<Answer> {
    this.#kept.set(stream, (this.#kept.get(stream) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.#kept.get(stream) ?? 1) - 1;
      if (left === 0) this.#kept.delete(stream);
      else this.#kept.set(stream, left);
    }
  }
}
