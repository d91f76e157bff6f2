import { WorkerEntrypoint } from "cloudflare:workers";
import { readConfig } from "../config.ts";
import type { Lease, Settlement } from "../coordinate/lease.ts";
import { createLog } from "../platform/log.ts";
import { deliver } from "./deliver.ts";
import { attemptDepsOf, deliverDeps } from "./delivery-deps.ts";

/** Makes the attempts that no ingest Worker makes: retries, and first attempts that found no free slot there. */
export class Deliverer extends WorkerEntrypoint<Env> {
  /**
   * Takes the leases and answers at once; the attempts go on in this invocation's own `waitUntil`. A coordinator
   * that waited for slow endpoints would be billed for it, and its next alarm would have to wait as well.
   * @param coordinator the name of the coordinator that gave the leases, with bodies.
   */
  async start(coordinator: string, leases: Lease[]): Promise<void> {
    const config = readConfig(this.env);
    const attempts = await attemptDepsOf(config);
    const settle = (settlement: Settlement) =>
      this.env.COORDINATOR.getByName(coordinator).settle(settlement);
    this.ctx.waitUntil(deliver(leases, undefined, deliverDeps(attempts, createLog(config.logLevel), settle)));
  }
}
