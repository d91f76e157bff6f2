import type { Context, Hono } from "hono";
import { listStreams } from "../manage/streams/list-streams.ts";
import { showStream } from "../manage/streams/show-stream.ts";
import { listSubscriptions } from "../manage/subscriptions/list-subscriptions.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { Problem } from "../platform/problem.ts";
import { mayWrite } from "./may-write.ts";
import { StreamPage } from "./pages/stream.view.tsx";
import { StreamsPage } from "./pages/streams.view.tsx";
import { statusOf } from "./parts/outcome.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { showPage } from "./show-page.routes.tsx";

const STREAMS_PER_PAGE = 50;
/** Columns of the timeline: what one takes in while scrolling. */
const EVENTS_PER_TIMELINE = 30;
/** As many as a list gives at once: lanes are named by their subscription's URL. */
const NAMED_SUBSCRIPTIONS = 200;
const HERE = { here: "Streams" } as const;

/** What the list can be narrowed to. What is active comes first, because it is what somebody looks for. */
const ACTIVE: Readonly<Record<string, boolean | undefined>> = { true: true, false: false, all: undefined };

/** A tenant's streams, and the life of one of them. */
export function streamPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/streams", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const query = context.req.query();
    const shown = Object.hasOwn(ACTIVE, query["active"] ?? "") ? String(query["active"]) : "true";
    const page = await listStreams(manage, tenant, {
      filter: { active: ACTIVE[shown] },
      page: { limit: STREAMS_PER_PAGE, cursor: query["cursor"] },
    });
    return showPage(context, {
      ...HERE,
      title: "Streams",
      tenant,
      page: <StreamsPage tenant={tenant} page={page} query={query} shown={shown} />,
    });
  });

  portal.get("/portal/t/:tenant/streams/:stream", (context) =>
    showStreamPage(context, { stream: context.req.param("stream") }),
  );
}

/** One stream with its lanes, with what was just done to one of them or why it was not. */
export async function showStreamPage(
  context: Context<PortalEnv>,
  { stream, refusal }: { stream: string; refusal?: Problem },
): Promise<Response> {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  const query = context.req.query();
  const [life, subscriptions] = await Promise.all([
    showStream(manage, tenant, {
      stream,
      page: { limit: EVENTS_PER_TIMELINE, cursor: query["cursor"] },
    }),
    listSubscriptions(manage, tenant.id, { limit: NAMED_SUBSCRIPTIONS }),
  ]);
  return showPage(context, {
    ...HERE,
    title: stream,
    tenant,
    status: statusOf(refusal),
    page: (
      <StreamPage
        tenant={tenant}
        life={life}
        subscriptions={subscriptions.data}
        query={query}
        mayWrite={mayWrite(principal)}
        refusal={refusal}
      />
    ),
  });
}
