import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { assets } from "./assets/assets.ts";
import { document, type PageTenant } from "./parts/frame.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";

/** A page behind the door. */
export interface ShownPage {
  title: string;
  /** Whose pages these are; absent on the operator's own. */
  tenant?: PageTenant;
  /** The entry of the menu that is open. */
  here: string;
  page: Child;
  status?: ContentfulStatusCode;
}

/** Answers with a page in its frame. */
export async function showPage(
  context: Context<PortalEnv>,
  { title, tenant, here, page, status }: ShownPage,
): Promise<Response> {
  const { principal } = context.var;
  const frame = { title, assets: await assets(), principal, here, children: page };
  return context.html(document(tenant ? { ...frame, tenant } : frame), status ?? 200);
}
