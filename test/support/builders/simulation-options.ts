import type { OpenLimits } from "../../../src/coordinate/backlog.ts";
import type { memoryRecord } from "./memory-record.ts";

/** What is special about a simulated coordinator. */
export interface SimulationOptions {
  partitions?: number;
  partition?: number;
  /** How many deliveries memory holds; beyond that they wait in the record. */
  openLimits?: OpenLimits;
  /** Shared by the partitions of one tenant. */
  record?: ReturnType<typeof memoryRecord>;
}
