import type { Context, Hono } from "hono";
import { listEvents } from "../manage/events/list-events.ts";
import { redeliverEvent } from "../manage/events/redeliver-event.ts";
import { showDelivery } from "../manage/events/show-delivery.ts";
import { showEvent } from "../manage/events/show-event.ts";
import { requireWriter } from "../manage/principal.ts";
import { type Tenant, tenantOf } from "../manage/tenants/find-tenant.ts";
import type { Problem } from "../platform/problem.ts";
import { readEventFilter } from "./event-filter.ts";
import { orNull } from "./form-fields.ts";
import { mayWrite } from "./may-write.ts";
import { EventDetail } from "./pages/event-detail.view.tsx";
import { EventsPage } from "./pages/events.view.tsx";
import { tenantPath } from "./parts/frame.view.tsx";
import { statusOf } from "./parts/outcome.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { refusalFrom } from "./refusal.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

const EVENTS_PER_PAGE = 50;
/** Of the list beside an event: what fits on a screen and a half. */
const EVENTS_BESIDE = 30;
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
    const events = await listEvents(manage, tenant, { filter, page });
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
    return showEventPage(context, { tenant, eventId: context.req.param("event") });
  });

  portal.post("/portal/t/:tenant/events/:event/redeliver", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    requireWriter(principal);
    const eventId = context.req.param("event");
    const subscriptionId = orNull((await sentForm(context)).text("subscription"));
    const refusal = await refusalFrom(() => redeliverEvent(manage, tenant, { eventId, subscriptionId }));
    if (refusal) return showEventPage(context, { tenant, eventId, refusal });
    return context.redirect(`${tenantPath(tenant)}/events/${eventId}?done=redeliver`, 303);
  });
}

/** One event, with what was just done to it or why it was not. */
export async function showEventPage(
  context: Context<PortalEnv>,
  { tenant, eventId, refusal }: { tenant: Tenant; eventId: string; refusal?: Problem },
): Promise<Response> {
  const { principal, manage } = context.var;
  const event = await showEvent(manage, tenant, eventId);
  const { done, ...query } = context.req.query();
  const { filter } = readEventFilter(query);
  const page = { limit: EVENTS_BESIDE, cursor: query["cursor"] };
  const others = await listEvents(manage, tenant, { filter, page });
  const deliveries = await Promise.all(
    event.deliveries.slice(0, SHOWN_DELIVERIES).map(({ id }) => showDelivery(manage, tenant, id)),
  );
  return showPage(context, {
    title: event.type,
    tenant,
    here: "Events",
    status: statusOf(refusal),
    page: (
      <EventDetail
        tenant={tenant}
        event={event}
        deliveries={deliveries}
        mayWrite={mayWrite(principal)}
        others={others.data}
        query={query}
        done={done}
        refusal={refusal}
      />
    ),
  });
}
