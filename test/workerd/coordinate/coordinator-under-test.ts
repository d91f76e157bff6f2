import { env } from "cloudflare:workers";
import type { Accepted } from "../../../src/coordinate/arrival.ts";
import type { Lease } from "../../../src/coordinate/lease.ts";
import type { CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import { configurationOf, unique } from "../../support/builders/coordination.ts";

/** Far beyond what a busy machine takes: it only ends a test that would hang. */
const DEADLINE_MS = 20_000;
const LOOK_EVERY_MS = 20;

/** A coordinator of a new tenant, configured as the API would push it. */
export async function coordinatorWith(...subscriptions: CoordinatedSubscription[]) {
  const tenantId = `ten_${unique()}`;
  const coordinator = env.COORDINATOR.getByName(`${tenantId}:0`);
  await coordinator.configure(configurationOf(subscriptions, { tenantId }));
  return { coordinator, tenantId };
}

export function leasesOf(accepted: Accepted): Lease[] {
  if (accepted.result !== "accepted") throw new Error(`not accepted but ${accepted.result}`);
  return accepted.leases;
}

export function only(leases: Lease[]): Lease {
  const [lease, ...more] = leases;
  if (!lease || more.length > 0) throw new Error(`${leases.length} leases, not one`);
  return lease;
}

/** Looks until there is something. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined>,
  withinMs: number = DEADLINE_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (performance.now() > deadline) throw new Error("not there in time");
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The event's row in the record, once it has this status. */
export function recorded(
  tenantId: string,
  status: string,
  db: D1Database = env.DB,
): Promise<Record<string, unknown>> {
  return eventually(() =>
    db.prepare("SELECT * FROM event WHERE tenant_id = ? AND status = ?").bind(tenantId, status).first(),
  );
}
