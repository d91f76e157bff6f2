import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { requireWriter } from "../manage/principal.ts";
import { cancelReplay } from "../manage/replays/cancel-replay.ts";
import { checkReplay } from "../manage/replays/check-replay.schema.ts";
import { createReplay } from "../manage/replays/create-replay.ts";
import { listReplays, listTenantReplays, replayOf } from "../manage/replays/show-replays.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { listSubscriptions } from "../manage/subscriptions/list-subscriptions.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import type { FieldError, Problem } from "../platform/problem.ts";
import { refusalOf } from "./field-problem.ts";
import { mayWrite } from "./may-write.ts";
import { ReplayFormPage } from "./pages/replay-form.view.tsx";
import { ReplayCountPage } from "./pages/replay-count.view.tsx";
import { ReplaysPage } from "./pages/replays.view.tsx";
import { type PageTenant, tenantPath } from "./parts/frame.view.tsx";
import { statusOf } from "./parts/outcome.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { refusalFrom } from "./refusal.ts";
import { pinRange, readReplayForm, type ReplayForm, replayDraftOf } from "./replay-form.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

const REPLAYS_PER_PAGE = 25;
/** As many as a list gives at once: a tenant has a handful. */
const NAMED_SUBSCRIPTIONS = 200;
const HERE = { here: "Replays" } as const;

/** Replays of all subscriptions or of one, how far they have come, and a new one: counted first, then started. */
export function replayPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/replays", (context) => showReplays(context));
  startingForms(portal);

  portal.post("/portal/t/:tenant/subscriptions/:subscription/replays/:replay/cancel", async (context) => {
    const { manage } = context.var;
    const tenant = await writersTenant(context);
    const subscription = await subscriptionOf(manage, tenant.id, context.req.param("subscription"));
    const replay = await replayOf(manage, { tenant, subscription }, context.req.param("replay"));
    const refusal = await refusalFrom(() => cancelReplay(manage, tenant, replay));
    if (refusal) return showReplays(context, refusal);
    return context.redirect(`${tenantPath(tenant)}/replays`, 303);
  });
}

function startingForms(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/replays/new", async (context) => {
    const tenant = await writersTenant(context);
    const query = context.req.query();
    return showForm(context, { tenant, form: readReplayForm((name) => query[name] ?? ""), errors: [] });
  });

  portal.post("/portal/t/:tenant/replays/new", async (context) => {
    const { manage } = context.var;
    const tenant = await writersTenant(context);
    const { text } = await sentForm(context);
    const asked = readReplayForm(text);
    const isStart = text("step") === "start";
    const form = pinRange(asked, manage.clock.now());
    const checked = checkReplay(replayDraftOf(form, { dryRun: !isStart }));
    if (!checked.draft) return showForm(context, { tenant, form: asked, errors: checked.errors }, 422);
    const { draft } = checked;
    try {
      const subscription = await subscriptionOf(manage, tenant.id, asked.subscription);
      const started = await createReplay(manage, { tenant, subscription }, draft);
      if (isStart) return context.redirect(`${tenantPath(tenant)}/replays`, 303);
      const page = (
        <ReplayCountPage tenant={tenant} form={form} asked={asked} url={subscription.url} counted={started} />
      );
      return await showPage(context, { ...HERE, title: "Start a replay", tenant, page });
    } catch (failure) {
      const { errors, status } = refusalOf(failure);
      return showForm(context, { tenant, form: asked, errors }, status);
    }
  });
}

async function showReplays(context: Context<PortalEnv>, refusal?: Problem): Promise<Response> {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  const query = context.req.query();
  const page = { limit: REPLAYS_PER_PAGE, cursor: query["cursor"] };
  const only = query["subscription"];
  const [subscriptions, replays] = await Promise.all([
    listSubscriptions(manage, tenant.id, { limit: NAMED_SUBSCRIPTIONS }),
    only
      ? subscriptionOf(manage, tenant.id, only).then((subscription) =>
          listReplays(manage, { tenant, subscription }, page),
        )
      : listTenantReplays(manage, tenant, page),
  ]);
  return showPage(context, {
    ...HERE,
    title: "Replays",
    tenant,
    status: statusOf(refusal),
    page: (
      <ReplaysPage
        tenant={tenant}
        page={replays}
        subscriptions={subscriptions.data}
        query={query}
        mayWrite={mayWrite(principal)}
        refusal={refusal}
      />
    ),
  });
}

interface ShownForm {
  tenant: PageTenant;
  form: ReplayForm;
  errors: readonly FieldError[];
}

async function showForm(
  context: Context<PortalEnv>,
  { tenant, form, errors }: ShownForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { data } = await listSubscriptions(context.var.manage, tenant.id, { limit: NAMED_SUBSCRIPTIONS });
  const page = <ReplayFormPage tenant={tenant} form={form} subscriptions={data} errors={errors} />;
  return showPage(context, { ...HERE, title: "Start a replay", tenant, page, status });
}

async function writersTenant(context: Context<PortalEnv>) {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  requireWriter(principal);
  return tenant;
}
