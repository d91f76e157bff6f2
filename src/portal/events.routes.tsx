import type { Hono } from "hono";
import { listEvents } from "../manage/events/list-events.ts";
import { showDelivery } from "../manage/events/show-delivery.ts";
import { showEvent } from "../manage/events/show-event.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import { readEventFilter } from "./event-filter.ts";
import { EventDetail } from "./pages/event-detail.view.tsx";
import { EventsPage } from "./pages/events.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

const EVENTS_PER_PAGE = 50;
/** Deliveries whose attempts are shown beside an event; an event of more subscriptions than this is rare. */
const SHOWN_DELIVERIES = 20;

/** A tenant's events, newest first, and one of them with everything that became of it. */
export function eventPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/events", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const query = context.req.query();
    const { filter, wrong } = readEventFilter(query);
    const page = { limit: EVENTS_PER_PAGE, cursor: query["cursor"] };
    const events = await listEvents(manage, tenant.id, { filter, page });
    return showPage(context, {
      title: "Events",
      tenant,
      here: "Events",
      page: <EventsPage tenant={tenant} page={events} query={query} wrong={wrong} />,
    });
  });

  portal.get("/portal/t/:tenant/events/:event", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const event = await showEvent(manage, tenant.id, context.req.param("event"));
    const deliveries = await Promise.all(
      event.deliveries.slice(0, SHOWN_DELIVERIES).map(({ id }) => showDelivery(manage, tenant.id, id)),
    );
    return showPage(context, {
      title: event.type,
      tenant,
      here: "Events",
      page: <EventDetail tenant={tenant} event={event} deliveries={deliveries} />,
    });
  });
}
