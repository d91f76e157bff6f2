import { WorkerEntrypoint } from "cloudflare:workers";
import { readConfig } from "../config.ts";
import type { Lease } from "../coordinate/lease.ts";
import { createLog } from "../platform/log.ts";
import { deliverFor } from "./deliver-for.ts";
import { attemptDepsOf, isolateOutbox } from "./isolate-attempts.ts";
import { logOfCoordinator } from "./log-attempt.ts";

/** Makes the attempts that no ingest Worker makes: retries, and first attempts that found no free slot there. */
export class Deliverer extends WorkerEntrypoint<Env> {
  /**
   * Takes the leases and answers at once; the attempts go on in this invocation's own `waitUntil`. A coordinator
   * that waited for slow endpoints would be billed for it, and its next alarm would have to wait as well.
   * @param coordinator the name of the coordinator that gave the leases, with bodies.
   */
  start(coordinator: string, leases: Lease[]): void {
    const config = readConfig(this.env);
    const work = deliverFor(
      { leases },
      {
        coordinator: () => this.env.COORDINATOR.getByName(coordinator),
        outbox: isolateOutbox.for(coordinator),
        attempts: attemptDepsOf(config, this.env),
        log: logOfCoordinator(createLog(config.logLevel), coordinator),
      },
    );
    this.ctx.waitUntil(work);
  }
}
