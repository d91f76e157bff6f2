import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { categoryList } from "../catalogue/catalogue.ts";
import { EVENT_TYPES } from "../catalogue/event-types.ts";
import { requireWriter } from "../manage/principal.ts";
import { changeSubscription } from "../manage/subscriptions/change-subscription.ts";
import { checkDraft, checkPatch } from "../manage/subscriptions/check-draft.schema.ts";
import { createSubscription } from "../manage/subscriptions/create-subscription.ts";
import { subscriptionOf } from "../manage/subscriptions/find-subscription.ts";
import { DEFAULT_HEADERS, DEFAULT_SETTINGS } from "../manage/subscriptions/limits.ts";
import { matchingTypes } from "../manage/subscriptions/matching-types.ts";
import { matchRecent } from "../manage/subscriptions/match-recent.ts";
import { removeSubscription } from "../manage/subscriptions/remove-subscription.ts";
import { viewSubscription } from "../manage/subscriptions/view-subscription.ts";
import { type Tenant, tenantOf } from "../manage/tenants/find-tenant.ts";
import type { FieldError } from "../platform/problem.ts";
import { refusalOf } from "./field-problem.ts";
import type { FormFields } from "./form-fields.ts";
import type { ChoicePreview } from "./pages/matching.view.tsx";
import { SecretPage } from "./pages/secret.view.tsx";
import { SubscriptionFormPage } from "./pages/subscription-form.view.tsx";
import { tenantPath } from "./parts/frame.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";
import { draftOf, formOf, isFilterReadable, readForm, type SubscriptionForm } from "./subscription-form.ts";

type Page = Context<PortalEnv>;

const HERE = { here: "Subscriptions" } as const;

const KNOWN_TYPES: ReadonlySet<string> = new Set(Object.keys(EVENT_TYPES));
const BLANK: SubscriptionForm = formOf(
  { ...DEFAULT_SETTINGS, headers: DEFAULT_HEADERS, url: "", description: null },
  KNOWN_TYPES,
);

/** Making, changing and removing a subscription by hand. */
export function subscriptionForms(portal: Hono<PortalEnv>): void {
  makingForms(portal);
  changingForms(portal);
}

function makingForms(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/subscriptions/new", async (context) => {
    const { tenant } = await writer(context);
    return showForm(context, { tenant, form: BLANK, errors: [] });
  });

  portal.post("/portal/t/:tenant/subscriptions/new", async (context) => {
    const { tenant } = await writer(context);
    const sent = await sentForm(context);
    const form = readForm(sent);
    if (isPreview(sent)) return showForm(context, { tenant, form, errors: [] });
    const checked = checkDraft(draftOf(form));
    if (!checked.draft) return showForm(context, { tenant, form, errors: checked.errors }, 422);
    return orShowErrors(context, { tenant, form }, async () => {
      const created = await createSubscription(context.var.manage, tenant, checked.draft);
      const page = <SecretPage tenant={tenant} subscription={created} secret={created.secret} />;
      return showPage(context, { ...HERE, tenant, title: "Subscription made", page, status: 201 });
    });
  });
}

function changingForms(portal: Hono<PortalEnv>): void {
  portal.get("/portal/t/:tenant/subscriptions/:subscription/edit", async (context) => {
    const { tenant } = await writer(context);
    const subscription = await subscriptionOf(
      context.var.manage,
      tenant.id,
      context.req.param("subscription"),
    );
    const form = formOf(await viewSubscription(context.var.manage, subscription), KNOWN_TYPES);
    return showForm(context, { tenant, form, errors: [], of: subscription.id });
  });

  portal.post("/portal/t/:tenant/subscriptions/:subscription/edit", async (context) => {
    const { tenant } = await writer(context);
    const subscription = await subscriptionOf(
      context.var.manage,
      tenant.id,
      context.req.param("subscription"),
    );
    const sent = await sentForm(context);
    const form = readForm(sent);
    const shown = { tenant, form, of: subscription.id };
    if (isPreview(sent)) return showForm(context, { ...shown, errors: [] });
    const checked = checkPatch(draftOf(form));
    if (!checked.draft) return showForm(context, { ...shown, errors: checked.errors }, 422);
    return orShowErrors(context, shown, async () => {
      await changeSubscription(context.var.manage, subscription, checked.draft);
      return context.redirect(`${tenantPath(tenant)}/subscriptions/${subscription.id}`, 303);
    });
  });

  portal.post("/portal/t/:tenant/subscriptions/:subscription/remove", async (context) => {
    const { tenant } = await writer(context);
    const subscription = await subscriptionOf(
      context.var.manage,
      tenant.id,
      context.req.param("subscription"),
    );
    await removeSubscription(context.var.manage, subscription);
    return context.redirect(`${tenantPath(tenant)}/subscriptions`, 303);
  });
}

async function writer(context: Page) {
  const { principal, manage } = context.var;
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  requireWriter(principal);
  return { tenant };
}

interface ShownForm {
  tenant: Tenant;
  form: SubscriptionForm;
  errors: readonly FieldError[];
  /** The subscription that is changed; absent for a new one. */
  of?: string;
}

async function showForm(
  context: Page,
  { tenant, form, errors, of }: ShownForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const title = of === undefined ? "New subscription" : "Change the subscription";
  const page = (
    <SubscriptionFormPage
      title={title}
      action={context.req.path}
      form={form}
      categories={categoryList()}
      path={tenantPath(tenant)}
      preview={await previewOf(context, { tenant, form, errors })}
      errors={errors.map((error) => inWordsOf(form, error))}
    />
  );
  return showPage(context, { ...HERE, tenant, title, page, status });
}

async function previewOf(context: Page, { tenant, form, errors: shown }: ShownForm): Promise<ChoicePreview> {
  const { categories, eventTypes, filter } = draftOf(form);
  const matching = matchingTypes({ categories, eventTypes });
  if (shown.length > 0) return { matching, recent: null, errors: [] };
  const checked = checkPatch({ categories, eventTypes, filter });
  if (checked.errors) {
    return { matching, recent: null, errors: checked.errors.map((error) => inWordsOf(form, error)) };
  }
  return { matching, recent: await matchRecent(context.var.manage, tenant, checked.draft), errors: [] };
}

// The API gets JSON or nothing; only here a filter can be text that is none.
function inWordsOf(form: SubscriptionForm, error: FieldError): FieldError {
  if (error.pointer !== "/filter" || isFilterReadable(form)) return error;
  return { ...error, message: "This is not a JSON object. Names and texts stand in double quotes." };
}

function isPreview(sent: FormFields): boolean {
  return sent.text("preview") !== "";
}

// What the use case refuses is shown beside what was typed, so that nothing has to be typed again.
async function orShowErrors(
  context: Page,
  shown: Omit<ShownForm, "errors">,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (failure) {
    const { errors, status } = refusalOf(failure);
    return showForm(context, { ...shown, errors }, status);
  }
}
