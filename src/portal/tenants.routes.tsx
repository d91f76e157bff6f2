import type { Context, Hono } from "hono";
import { checkInput } from "../manage/check-input.schema.ts";
import { createKey } from "../manage/keys/create-key.ts";
import { keyDraft } from "../manage/keys/key.schema.ts";
import { listKeys } from "../manage/keys/list-keys.ts";
import { revokeKey } from "../manage/keys/revoke-key.ts";
import { createPortalLink } from "../manage/portal-links/create-portal-link.ts";
import { portalLinkDraft } from "../manage/portal-links/portal-link.schema.ts";
import { requireOperator } from "../manage/principal.ts";
import { tenantOf } from "../manage/tenants/find-tenant.ts";
import { listTenants } from "../manage/tenants/list-tenants.ts";
import { viewTenant } from "../manage/tenants/view-tenant.ts";
import { problemOfFields } from "./field-problem.ts";
import { numberOrNull, orNull } from "./form-fields.ts";
import { ShownOncePage } from "./pages/shown-once.view.tsx";
import { TenantDetail } from "./pages/tenant-detail.view.tsx";
import { TenantsPage } from "./pages/tenants.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

const TENANTS_PER_PAGE = 50;
const KEYS_PER_PAGE = 25;

/** `/portal` leads to where somebody belongs; `/portal/tenants` is the operator's list. */
export function tenantPages(portal: Hono<PortalEnv>): void {
  portal.get("/portal", (context) => {
    const { principal } = context.var;
    return context.redirect(
      principal.kind === "operator" ? "/portal/tenants" : `/portal/t/${principal.tenantId}`,
      303,
    );
  });

  portal.get("/portal/tenants", async (context) => {
    const { principal, manage } = context.var;
    requireOperator(principal);
    const query = context.req.query();
    const page = await listTenants(manage, { limit: TENANTS_PER_PAGE, cursor: query["cursor"] });
    return showPage(context, {
      title: "Tenants",
      here: "Tenants",
      page: <TenantsPage page={page} query={query} />,
    });
  });

  portal.get("/portal/tenants/:tenant", async (context) => {
    const { tenant } = await operatedTenant(context);
    const query = context.req.query();
    const page = { limit: KEYS_PER_PAGE, cursor: query["cursor"] };
    const keys = await listKeys(context.var.manage, tenant.id, page);
    return showPage(context, {
      title: tenant.name,
      here: "Tenants",
      page: <TenantDetail tenant={viewTenant(tenant)} keys={keys} query={query} />,
    });
  });
  linkAction(portal);
  keyActions(portal);
}

function linkAction(portal: Hono<PortalEnv>): void {
  portal.post("/portal/tenants/:tenant/links", async (context) => {
    const { tenant, path } = await operatedTenant(context);
    const { text } = await sentForm(context);
    const { draft, errors } = checkInput(portalLinkDraft, {
      role: text("role"),
      expiresInSeconds: numberOrNull(text("expiresInSeconds")),
    });
    if (errors) throw problemOfFields(errors);
    const at = { tenantId: tenant.id, origin: new URL(context.req.url).origin };
    const { url, expiresAt } = await createPortalLink(context.var.manage, at, draft);
    const hint = `It opens the pages of ${tenant.name} once, until ${expiresAt}. Whoever has it gets in.`;
    const page = <ShownOncePage title="A link" hint={hint} text={url} back={path} />;
    return showPage(context, { title: "A link", here: "Tenants", page, status: 201 });
  });
}

function keyActions(portal: Hono<PortalEnv>): void {
  portal.post("/portal/tenants/:tenant/keys", async (context) => {
    const { tenant, path } = await operatedTenant(context);
    const { text } = await sentForm(context);
    const { draft, errors } = checkInput(keyDraft, {
      role: text("role"),
      name: orNull(text("name").trim()),
    });
    if (errors) throw problemOfFields(errors);
    const { key, role } = await createKey(context.var.manage, tenant.id, draft);
    const hint = `A key of ${tenant.name} with the role ${role}, for the API and for signing in here.`;
    const page = <ShownOncePage title="A key" hint={hint} text={key} back={path} />;
    return showPage(context, { title: "A key", here: "Tenants", page, status: 201 });
  });

  portal.post("/portal/tenants/:tenant/keys/:key/revoke", async (context) => {
    const { tenant, path } = await operatedTenant(context);
    await revokeKey(context.var.manage, tenant.id, context.req.param("key"));
    return context.redirect(path, 303);
  });
}

/** The tenant that the path names, for the operator. @throws Problem `forbidden`, `not_found` */
export async function operatedTenant(context: Context<PortalEnv>) {
  const { principal, manage } = context.var;
  requireOperator(principal);
  const tenant = await tenantOf(manage, principal, context.req.param("tenant") ?? "");
  return { tenant, path: `/portal/tenants/${tenant.id}` };
}
