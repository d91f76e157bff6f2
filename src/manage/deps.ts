import type { Accepted, Arrival } from "../coordinate/arrival.ts";
import type { Command, Obeyed } from "../coordinate/command.ts";
import type { ReplayOrder } from "../coordinate/replays.ts";
import type { AttemptResult, Lease } from "../coordinate/lease.ts";
import type { DeliveryWork } from "../deliver/deliver.ts";
import type { StreamDescription, StreamStanding } from "../coordinate/describe-stream.ts";
import type { LiveReport } from "../coordinate/status.ts";
import type { Configuration } from "../coordinate/subscription.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Sealer } from "../platform/seal.ts";
import type { RecordDatabases } from "../record/record-databases.ts";

/** What management asks of a coordinator. Each call is an RPC and may fail. */
export interface CoordinatorStub {
  /** @param slots how many leases the caller can work on; with 0 the alarm has the event delivered. */
  accept(arrival: Arrival, slots?: number): Promise<Accepted>;
  /** Puts a configuration into force; an older one than the coordinator has is ignored. */
  configure(configuration: Configuration): Promise<void>;
  /** Retries, skips or redelivers. @param configVersion the version that the caller knows */
  obey(command: Command, configVersion: number): Promise<Obeyed>;
  /** Begins a partition's part of a replay. May be repeated. */
  startReplay(order: ReplayOrder, configVersion: number): Promise<void>;
  /** Stops a replay. May be repeated. */
  cancelReplay(replayId: string): Promise<void>;
  /** Forgets everything and takes in nothing more for this tenant. May be repeated. */
  erase(): Promise<void>;
  /** How these streams of its partition stand. */
  standings(streams: string[]): Promise<StreamStanding[]>;
  /** Everything that is going on in one stream of its partition. */
  describeStream(stream: string): Promise<StreamDescription>;
  /** How it stands, and what it has counted that the record does not have. */
  liveReport(): Promise<LiveReport>;
}

/** What the use cases work with. Made by the shell around them: a request or the cron. */
export interface ManageDeps {
  /** The directory: everything but tenants' records. */
  db: D1Database;
  /** Where tenants' records are. */
  records: RecordDatabases;
  /** A new stub of the coordinator with this name (`coordinate/partition.ts`): one that has thrown stays broken. */
  coordinator(name: string): CoordinatorStub;
  sealer: Sealer;
  clock: Clock;
  log: Log;
  /** Local development only: http and loopback endpoints are let through. */
  allowPrivate: boolean;
  /** Host names under which this deployment is reached: no subscription may point at one. */
  ownHosts: readonly string[];
  /** One HTTP try, as deliveries make it. */
  attempt(lease: Lease, body: Uint8Array): Promise<AttemptResult>;
  /** Works off the leases of an event whose body is at hand, and reports to its coordinator. */
  deliver(coordinatorName: string, work: DeliveryWork): Promise<void>;
  /** Lets work go on after the answer. */
  waitUntil(work: Promise<unknown>): void;
}
