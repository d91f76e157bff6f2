import { isSystemTenant } from "../../operational/system-tenant.ts";
import { Problem } from "../../platform/problem.ts";
import { beginMove, subscriptionsBelow } from "../../record/moves.sql.ts";
import { findTenant, type Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { pushConfiguration } from "../push-configuration.ts";
import { uidTaken } from "./uid-taken.ts";

/** Subscriptions that a refusal names; the others come up when these are changed. */
const NAMED_SUBSCRIPTIONS = 5;

type RepartitionDeps = Pick<ManageDeps, "db" | "clock" | "coordinator" | "log">;

/**
 * Spreads a tenant's streams over another number of partitions. In force from the next event on; each stream moves as
 * soon as nothing of it is under way.
 * @param uid that the same change gives the tenant: where another one has it, nothing changes.
 * @throws Problem `invalid`, `conflict` while streams still move, `uid_taken`, `not_found` when the tenant goes meanwhile
 */
export async function repartition(
  deps: RepartitionDeps,
  tenant: Tenant,
  { partitions, uid }: { partitions: number; uid: string | null },
): Promise<void> {
  if (isSystemTenant(tenant)) throw refusal("The system tenant has one partition.");
  if (tenant.layout.before !== null) throw stillMoving(tenant);
  const change = { from: tenant.partitions, to: partitions, at: deps.clock.now(), uid };
  if (!(await beginMove(deps.db, tenant.id, change))) throw await whyNot(deps, tenant, { partitions, uid });
  const pushed = await pushConfiguration(deps, tenant.id);
  // A coordinator that was not told learns it from the first Worker or sibling that knows, or from the cron.
  if (pushed.result === "behind") deps.log.warn("repartitioning_not_told", { tenantId: tenant.id });
}

async function whyNot(
  { db }: RepartitionDeps,
  tenant: Tenant,
  { partitions, uid }: { partitions: number; uid: string | null },
): Promise<Problem> {
  const owner = uid === null ? null : await findTenant(db, uid);
  if (uid !== null && owner && owner.id !== tenant.id) return uidTaken(uid);
  const below = await subscriptionsBelow(db, tenant.id, { partitions, limit: NAMED_SUBSCRIPTIONS });
  if (below.length > 0) {
    return refusal(
      `Every partition needs an attempt of its own. First raise maxInFlight to at least ${partitions} for: ${below.join(", ")}.`,
    );
  }
  const now = await findTenant(db, tenant.id);
  if (now?.status !== "active") return new Problem("not_found", "There is no tenant with this id or uid.");
  return stillMoving(now);
}

function stillMoving({ partitions, layout }: Tenant): Problem {
  const way = layout.before === null ? `to ${partitions}` : `from ${layout.before} to ${partitions}`;
  return new Problem(
    "repartitioning",
    `The tenant is on its way ${way} partitions. Wait until \`repartitioning\` is null; streams with deliveries that are not settled hold it up.`,
  );
}

function refusal(message: string): Problem {
  return new Problem("invalid", message, { errors: [{ pointer: "/partitions", message }] });
}
