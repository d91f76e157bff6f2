import type { LogLevel } from "../src/platform/log.ts";
import type { Scenario } from "./scenario.ts";

/**
 * What is measured, in the order in which a round measures it. The control is the floor once more:
 * how far its share is from 1 tells how small a difference these numbers can show.
 */
export const SYSTEM_NAMES = ["floor", "hooklane", "control"] as const;

export type SystemName = (typeof SYSTEM_NAMES)[number];

/** How a system is started for one run. */
export interface SystemOptions {
  /** Empty; the system keeps everything there. */
  stateDir: string;
  scenario: Scenario;
  /** Where each event goes: one URL per subscription. */
  endpoints: readonly string[];
  /** Base64: what the sender signs with. */
  sourceSecret: string;
  logLevel: LogLevel;
  /** Opens a port for a profile. */
  inspectorPort?: number | undefined;
}

/** Rows and statements written since the start, as the databases themselves report them. */
export interface Counters {
  objectRowsWritten: number;
  recordRowsWritten: number;
  recordStatements: number;
  /** Calls and alarms of the objects. */
  requests: number;
  alarms: number;
  /** Invocations of the Worker beside the requests to ingest. */
  deliverers: number;
}

/** A reading of the counters, and of which objects it is: those that were built anew since count from zero. */
export interface CounterReading {
  counters: Counters;
  lives: string;
}

/** A running system, ready to take events. */
export interface System {
  ingestUrl: string;
  /** Of workerd. */
  runtimePid: number;
  /** Of the Node process around it. */
  hostPid: number;
  /** Whether it promises order and tells each event's place. */
  isOrdered: boolean;
  /** Deliveries that it still means to make, and those that it has given up. */
  countUndelivered(): Promise<{ pending: number; failed: number }>;
  /** A look whether the read model has these acknowledged events as they are now. */
  hasCaughtUp(eventIds: readonly string[]): Promise<boolean>;
  /** How long to wait between two such looks: what looking costs counts as the system's own. */
  lookEveryMs: number;
  /** Events in the read model, counted one by one. */
  countRecorded(): Promise<number>;
  counters(): Promise<CounterReading>;
  /** Subscribes and has everything that was accepted before sent to it; absent where the system cannot. */
  replay?(): Promise<void>;
  stop(): Promise<void>;
}
