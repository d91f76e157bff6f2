import { Problem } from "../platform/problem.ts";
import { type Principal, requireOperator, requireWriter } from "./principal.ts";

/** A request as far as the walls look at it. */
export interface Asked {
  method: string;
  /** `/v1/tenants/acme/events` */
  path: string;
}

const READING_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** What is the same for all tenants, and may be read with any key. */
const OPEN_TO_ALL_KEYS: ReadonlySet<string> = new Set(["/v1/event-types", "/v1/categories"]);

const OWN_TENANT = /^\/v1\/tenants\/([^/]+)(?:\/|$)/;

/**
 * The wall in front of every operation, also of those that are added tomorrow: a tenant's key passes to its own
 * tenant and to what is everybody's, and with the role `read` to nothing but reading. Behind it each operation
 * finds its tenant through `tenantOf` once more.
 * @throws Problem `not_found` for another tenant, without a hint that there is one; `forbidden`
 */
export function requirePassage(principal: Principal, { method, path }: Asked): void {
  if (principal.kind === "operator") return;
  const [, named] = OWN_TENANT.exec(path) ?? [];
  if (named === undefined) {
    if (!OPEN_TO_ALL_KEYS.has(path)) requireOperator(principal);
  } else if (named !== principal.tenantId && named !== principal.tenantUid) {
    throw new Problem("not_found", "There is no tenant with this id or uid.");
  }
  if (!READING_METHODS.has(method)) requireWriter(principal);
}
