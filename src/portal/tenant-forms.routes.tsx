import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { checkInput } from "../manage/check-input.schema.ts";
import { requireOperator } from "../manage/principal.ts";
import { changeTenant } from "../manage/tenants/change-tenant.ts";
import { createTenant } from "../manage/tenants/create-tenant.ts";
import { tenantDraft, tenantPatch } from "../manage/tenants/tenant.schema.ts";
import { viewTenant } from "../manage/tenants/view-tenant.ts";
import type { FieldError } from "../platform/problem.ts";
import { refusalOf } from "./field-problem.ts";
import { TenantFormPage } from "./pages/tenant-form.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";
import { BLANK_TENANT, formOfTenant, patchOfTenant, readTenantForm, type TenantForm } from "./tenant-form.ts";
import { operatedTenant } from "./tenants.routes.tsx";

/** Making and changing a tenant by hand. */
export function tenantForms(portal: Hono<PortalEnv>): void {
  portal.get("/portal/tenants/new", (context) => {
    requireOperator(context.var.principal);
    return showForm(context, { form: BLANK_TENANT, isNew: true });
  });

  portal.post("/portal/tenants/new", async (context) => {
    requireOperator(context.var.principal);
    const form = readTenantForm(await sentForm(context));
    const checked = checkInput(tenantDraft, patchOfTenant(form));
    if (!checked.draft) return showForm(context, { form, isNew: true, errors: checked.errors, status: 422 });
    try {
      const { id } = await createTenant(context.var.manage, checked.draft);
      return context.redirect(`/portal/tenants/${id}`, 303);
    } catch (failure) {
      return showForm(context, { form, isNew: true, ...refusalOf(failure) });
    }
  });

  portal.get("/portal/tenants/:tenant/edit", async (context) => {
    const { tenant } = await operatedTenant(context);
    return showForm(context, { form: formOfTenant(viewTenant(tenant)), isNew: false });
  });

  portal.post("/portal/tenants/:tenant/edit", async (context) => {
    const { tenant, path } = await operatedTenant(context);
    const form = readTenantForm(await sentForm(context));
    const checked = checkInput(tenantPatch, patchOfTenant(form));
    if (!checked.draft) return showForm(context, { form, isNew: false, errors: checked.errors, status: 422 });
    try {
      await changeTenant(context.var.manage, tenant, checked.draft);
      return context.redirect(path, 303);
    } catch (failure) {
      return showForm(context, { form, isNew: false, ...refusalOf(failure) });
    }
  });
}

interface ShownForm {
  form: TenantForm;
  isNew: boolean;
  errors?: readonly FieldError[];
  status?: ContentfulStatusCode;
}

function showForm(
  context: Context<PortalEnv>,
  { form, isNew, errors = [], status = 200 }: ShownForm,
): Promise<Response> {
  const title = isNew ? "New tenant" : "Change the tenant";
  const { path } = context.req;
  const page = <TenantFormPage title={title} action={path} form={form} isNew={isNew} errors={errors} />;
  return showPage(context, { title, here: "Tenants", page, status });
}
