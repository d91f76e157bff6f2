import type { Seen } from "./accept.ts";
import type { Accepted, Arrival } from "./arrival.ts";
import type { Command, Obeyed } from "./command.ts";
import type { GivenStream } from "./moves.sql.ts";
import type { StreamState } from "./sequence.ts";

/** Which layout a coordinator goes by, and the version of the configuration that told it. */
export interface LayoutMark {
  layoutVersion: number;
  configVersion: number;
}

/** The coordinator that answers knows a later layout: the asker has to read the configuration. */
export interface Behind {
  result: "behind";
  /** Of the configuration. */
  version: number;
}

/** What a stream's former coordinator makes of an arrival. Durable when the caller sees it. */
export type HandedOver =
  /** It still has something to do for the stream, and has taken the event in. */
  | Accepted
  /** The stream is the caller's from here on. `sequence` 0 = nobody has ever had it. */
  | { result: "given"; state: StreamState }
  | Behind;

/** What the coordinators of one tenant ask of one another while streams move. Each call is an RPC and may fail. */
export interface Peer {
  /** To the partition that a stream belonged to: take the event in, or let go of its stream. */
  handOver(arrival: Arrival, mark: LayoutMark): Promise<HandedOver>;
  /** To the partition that a stream belongs to: take the event in. */
  takeOn(arrival: Arrival, mark: LayoutMark): Promise<Accepted | Behind>;
  /** Go on with these streams. May be repeated. */
  adopt(streams: GivenStream[], mark: LayoutMark): Promise<{ result: "adopted" } | Behind>;
  /** The first event that was seen there under this provider's id; null where none was lately. */
  seen(key: { sourceId: string; providerEventId: string }): Promise<Seen | null>;
  /** @param hops how many coordinators have passed the command on. */
  obey(command: Command, configVersion: number, hops: number): Promise<Obeyed>;
}
