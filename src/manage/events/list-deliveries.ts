import { type DeliveryFilter, listDeliveries as readDeliveries } from "../../record/deliveries.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { DeliveryView } from "./event.schema.ts";
import { viewDelivery } from "./view-delivery.ts";

/** Newest event first. A page may be shorter than its limit and still have a next one. */
export async function listDeliveries(
  { records }: Pick<ManageDeps, "records">,
  tenant: Tenant,
  { filter, page }: { filter: DeliveryFilter; page: PageQuery },
): Promise<PageView<DeliveryView>> {
  const asked = { filter, page: openPage("deliveries", page) };
  const deliveries = await readDeliveries(records.of(tenant), tenant.id, asked);
  return viewPage("deliveries", deliveries, viewDelivery);
}
