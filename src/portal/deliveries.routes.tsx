import type { Hono } from "hono";
import { commandDelivery } from "../manage/events/command-delivery.ts";
import { deliveryOf } from "../manage/events/find-delivery.ts";
import { requireWriter } from "../manage/principal.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import { showEventPage } from "./events.routes.tsx";
import { tenantPath } from "./parts/frame.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { refusalFrom } from "./refusal.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showStreamPage } from "./streams.routes.tsx";

/** What is done with a single delivery, from the page of its event or of its stream, which is shown again. */
export function deliveryActions(portal: Hono<PortalEnv>): void {
  for (const how of ["retry", "skip"] as const) {
    portal.post(`/portal/t/:tenant/deliveries/:delivery/${how}`, async (context) => {
      const { principal, manage } = context.var;
      const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
      requireWriter(principal);
      const deliveryId = context.req.param("delivery");
      const to = (await sentForm(context)).text("to");
      const { event } = await deliveryOf(manage, tenant, deliveryId);
      const { id: eventId, stream } = event;
      const refusal = await refusalFrom(() => commandDelivery(manage, tenant, { deliveryId, how }));
      if (refusal && to === "stream") return showStreamPage(context, { stream, refusal });
      if (refusal) return showEventPage(context, { tenant, eventId, refusal });
      const place = to === "stream" ? `streams/${encodeURIComponent(stream)}` : `events/${eventId}`;
      return context.redirect(`${tenantPath(tenant)}/${place}?done=${how}`, 303);
    });
  }
}
