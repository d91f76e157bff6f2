import type { Context, Hono } from "hono";
import type { ManageDeps } from "../manage/deps.ts";
import { checkInput } from "../manage/check-input.schema.ts";
import { listDeliveries } from "../manage/events/list-deliveries.ts";
import { showSubscriptionStatistics } from "../manage/statistics/show-statistics.ts";
import type { SubscriptionStatisticsView } from "../manage/statistics/statistics.schema.ts";
import { requireWriter } from "../manage/principal.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { listSubscriptions } from "../manage/subscriptions/list-subscriptions.ts";
import { rotateSecret } from "../manage/subscriptions/rotate-secret.ts";
import { rotationDraft } from "../manage/subscriptions/subscription.schema.ts";
import { switchSubscription } from "../manage/subscriptions/switch-subscription.ts";
import { testSubscription } from "../manage/subscriptions/test-subscription.ts";
import { viewSubscription } from "../manage/subscriptions/view-subscription.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import { mayWrite } from "./may-write.ts";
import { Problem } from "../platform/problem.ts";
import { problemOfFields } from "./field-problem.ts";
import { numberOrNull, orNull } from "./form-fields.ts";
import { RotatedPage } from "./pages/rotate-secret.view.tsx";
import { SubscriptionDetail } from "./pages/subscription-detail.view.tsx";
import { SubscriptionsPage } from "./pages/subscriptions.view.tsx";
import { tenantPath } from "./parts/frame.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

const SUBSCRIPTIONS_PER_PAGE = 50;
/** On a subscription's own page: whether it works shows in the last few. */
const RECENT_DELIVERIES = 10;

/** A tenant's subscriptions: the list, one of them, and what can be done with it. */
export function subscriptionPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/subscriptions", async (context) => {
    const { principal, manage } = context.var;
    const tenant = await tenantOf(manage, principal, context.req.param("tenant"));
    const query = context.req.query();
    const page = await listSubscriptions(manage, tenant.id, {
      limit: SUBSCRIPTIONS_PER_PAGE,
      cursor: query["cursor"],
    });
    return showPage(context, {
      title: "Subscriptions",
      tenant,
      here: "Subscriptions",
      page: <SubscriptionsPage tenant={tenant} page={page} query={query} mayWrite={mayWrite(principal)} />,
    });
  });

  portal.get("/portal/t/:tenant/subscriptions/:subscription", (context) => showOne(context));

  for (const how of ["pause", "resume", "enable"] as const) {
    portal.post(`/portal/t/:tenant/subscriptions/:subscription/${how}`, async (context) => {
      const { manage } = context.var;
      const { subscription, path } = await writable(context);
      await switchSubscription(manage, subscription, how);
      return context.redirect(path, 303);
    });
  }

  portal.post("/portal/t/:tenant/subscriptions/:subscription/test", async (context) => {
    const { subscription } = await writable(context);
    const eventType = (await sentForm(context)).text("eventType");
    const test = await testSubscription(
      context.var.manage,
      subscription,
      eventType === "" ? undefined : eventType,
    );
    return showOne(context, test);
  });

  portal.post("/portal/t/:tenant/subscriptions/:subscription/rotate-secret", (context) => rotate(context));
}

async function rotate(context: Context<PortalEnv>): Promise<Response> {
  const { tenant, subscription } = await writable(context);
  const { text } = await sentForm(context);
  const { draft, errors } = checkInput(rotationDraft, {
    secret: orNull(text("secret").trim()),
    overlapSeconds: numberOrNull(text("overlapSeconds")),
  });
  if (errors) throw problemOfFields(errors);
  const rotated = await rotateSecret(context.var.manage, subscription, draft);
  return showPage(context, {
    title: "A new secret",
    tenant,
    here: "Subscriptions",
    page: (
      <RotatedPage
        tenant={tenant}
        subscription={await viewSubscription(context.var.manage, subscription)}
        secret={rotated.secret}
        signingSecrets={rotated.signingSecrets}
      />
    ),
  });
}

async function writable(context: Context<PortalEnv>) {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  requireWriter(principal);
  const subscription = await subscriptionOf(manage, tenant.id, context.req.param("subscription") ?? "");
  return { tenant, subscription, path: `${tenantPath(tenant)}/subscriptions/${subscription.id}` };
}

async function showOne(
  context: Context<PortalEnv>,
  test?: Awaited<ReturnType<typeof testSubscription>>,
): Promise<Response> {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  const found = await subscriptionOf(manage, tenant.id, context.req.param("subscription") ?? "");
  const [totals, deliveries] = await Promise.all([
    totalsOf(manage, tenant, found.id),
    listDeliveries(manage, tenant, {
      filter: { subscriptionId: found.id },
      page: { limit: RECENT_DELIVERIES },
    }),
  ]);
  return showPage(context, {
    title: found.description ?? found.url,
    tenant,
    here: "Subscriptions",
    page: (
      <SubscriptionDetail
        tenant={tenant}
        subscription={await viewSubscription(manage, found)}
        mayWrite={mayWrite(principal)}
        totals={totals}
        deliveries={deliveries.data}
        test={test}
      />
    ),
  });
}

// A partition that does not answer costs the page its numbers, not the page.
async function totalsOf(
  manage: ManageDeps,
  tenant: Parameters<typeof showSubscriptionStatistics>[1],
  subscriptionId: string,
): Promise<SubscriptionStatisticsView["totals"] | undefined> {
  try {
    return (await showSubscriptionStatistics(manage, tenant, { subscriptionId, window: "24h" })).totals;
  } catch (failure) {
    if (failure instanceof Problem && failure.code === "unavailable") return undefined;
    throw failure;
  }
}
