import type { Context, Hono } from "hono";
import { checkInput } from "../manage/check-input.schema.ts";
import { requireOperator } from "../manage/principal.ts";
import { addSourceSecret, removeSourceSecret } from "../manage/sources/change-secrets.ts";
import { changeSource } from "../manage/sources/change-source.ts";
import { sourceOf } from "../manage/sources/find-source.ts";
import { listRejections } from "../manage/sources/list-rejections.ts";
import { listSources, showSource } from "../manage/sources/list-sources.ts";
import { removeSource } from "../manage/sources/remove-source.ts";
import { secretDraft, sourcePatch } from "../manage/sources/source.schema.ts";
import { problemOfFields } from "./field-problem.ts";
import { numberOrNull } from "./form-fields.ts";
import { SourceDetail } from "./pages/source-detail.view.tsx";
import { SourcesPage } from "./pages/sources.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";

type Source = Awaited<ReturnType<typeof sourceOf>>;

const SOURCES_PER_PAGE = 50;
const REJECTIONS_PER_PAGE = 25;

/** The operator's sources: the list, and one of them with its secrets and what it refused. */
export function sourcePages(portal: Hono<PortalEnv>): void {
  portal.get("/portal/sources", async (context) => {
    requireOperator(context.var.principal);
    const query = context.req.query();
    const page = { limit: SOURCES_PER_PAGE, cursor: query["cursor"] };
    const sources = await listSources(context.var.manage, page, originOf(context));
    return showPage(context, {
      title: "Sources",
      here: "Sources",
      page: <SourcesPage page={sources} query={query} />,
    });
  });
  portal.get("/portal/sources/:source", async (context) => {
    const { source } = await operatedSource(context);
    return showSourcePage(context, source);
  });
  portal.post("/portal/sources/:source/status", async (context) => {
    const { source, path } = await operatedSource(context);
    const checked = checkInput(sourcePatch, { status: (await sentForm(context)).text("status") });
    if (!checked.draft) throw problemOfFields(checked.errors);
    const change = { patch: checked.draft, origin: originOf(context) };
    await changeSource(context.var.manage, source, change);
    return context.redirect(path, 303);
  });
  portal.post("/portal/sources/:source/remove", async (context) => {
    const { source } = await operatedSource(context);
    await removeSource(context.var.manage, source);
    return context.redirect("/portal/sources", 303);
  });
  secretActions(portal);
}

function secretActions(portal: Hono<PortalEnv>): void {
  portal.post("/portal/sources/:source/secrets", async (context) => {
    const { source, path } = await operatedSource(context);
    const { text } = await sentForm(context);
    const checked = checkInput(secretDraft, {
      secret: text("secret"),
      expireOthersAfterSeconds: numberOrNull(text("expireOthersAfterSeconds")),
    });
    if (!checked.draft) throw problemOfFields(checked.errors);
    const { warnings } = await addSourceSecret(context.var.manage, source, checked.draft);
    return warnings ? showSourcePage(context, source, warnings) : context.redirect(path, 303);
  });
  portal.post("/portal/sources/:source/secrets/:secret/remove", async (context) => {
    const { source, path } = await operatedSource(context);
    await removeSourceSecret(context.var.manage, source, context.req.param("secret"));
    return context.redirect(path, 303);
  });
}

/** The source that the path names, for the operator. @throws Problem `forbidden`, `not_found` */
export async function operatedSource(context: Context<PortalEnv>) {
  requireOperator(context.var.principal);
  const source = await sourceOf(context.var.manage, context.req.param("source") ?? "");
  return { source, path: `/portal/sources/${source.id}` };
}

/** Scheme and host under which this deployment is reached. */
export function originOf(context: Context<PortalEnv>): string {
  return new URL(context.req.url).origin;
}

/** A source's page. @param warnings what was noticed about a secret that was just given */
export async function showSourcePage(
  context: Context<PortalEnv>,
  source: Source,
  warnings: readonly string[] = [],
): Promise<Response> {
  const { manage } = context.var;
  const query = context.req.query();
  const [view, rejections] = await Promise.all([
    showSource(manage, source, originOf(context)),
    listRejections(manage, source, { limit: REJECTIONS_PER_PAGE, cursor: query["cursor"] }),
  ]);
  return showPage(context, {
    title: source.name,
    here: "Sources",
    page: <SourceDetail source={view} rejections={rejections} query={query} warnings={warnings} />,
  });
}
