import { type DeliveryFilter, listDeliveries as readDeliveries } from "../../record/deliveries.sql.ts";
import { openPage, type PageQuery, type PageView, viewPage } from "../paging.ts";
import type { DeliveryView } from "./event.schema.ts";
import { viewDelivery } from "./view-delivery.ts";

/** Newest event first. A page may be shorter than its limit and still have a next one. */
export async function listDeliveries(
  deps: { db: D1Database },
  tenantId: string,
  { filter, page }: { filter: DeliveryFilter; page: PageQuery },
): Promise<PageView<DeliveryView>> {
  const deliveries = await readDeliveries(deps.db, tenantId, { filter, page: openPage("deliveries", page) });
  return viewPage("deliveries", deliveries, viewDelivery);
}
