import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { checkInput } from "../manage/check-input.schema.ts";
import { requireOperator } from "../manage/principal.ts";
import { changeSource } from "../manage/sources/change-source.ts";
import { createSource } from "../manage/sources/create-source.ts";
import { sourceOf } from "../manage/sources/find-source.ts";
import { showSource } from "../manage/sources/list-sources.ts";
import { PROVIDER_SCHEMES, sourceDraft, sourcePatch } from "../manage/sources/source.schema.ts";
import type { FieldError } from "../platform/problem.ts";
import { refusalOf } from "./field-problem.ts";
import { orNull } from "./form-fields.ts";
import { SourceFormPage } from "./pages/source-form.view.tsx";
import type { PortalEnv } from "./portal-deps.ts";
import { sentForm } from "./sent-form.routes.ts";
import { showPage } from "./show-page.routes.tsx";
import { BLANK_SOURCE, formOfSource, patchOfSource, readSourceForm, type SourceForm } from "./source-form.ts";
import { operatedSource, originOf, showSourcePage } from "./sources.routes.tsx";

/** Making and changing a source by hand. */
export function sourceForms(portal: Hono<PortalEnv>): void {
  portal.get("/portal/sources/new", (context) => {
    requireOperator(context.var.principal);
    return showForm(context, { form: BLANK_SOURCE, isNew: true });
  });

  portal.post("/portal/sources/new", async (context) => {
    requireOperator(context.var.principal);
    const sent = await sentForm(context);
    const form = readSourceForm(sent);
    const secret = orNull(sent.text("secret"));
    const checked = checkInput(sourceDraft, { ...patchOfSource(form), provider: form.provider, secret });
    if (!checked.draft) return showForm(context, { form, isNew: true, errors: checked.errors, status: 422 });
    const { manage } = context.var;
    try {
      const { id, warnings } = await createSource(manage, checked.draft, originOf(context));
      if (warnings) return await showSourcePage(context, await sourceOf(manage, id), warnings);
      return context.redirect(`/portal/sources/${id}`, 303);
    } catch (failure) {
      return showForm(context, { form, isNew: true, ...refusalOf(failure) });
    }
  });

  portal.get("/portal/sources/:source/edit", async (context) => {
    const { source } = await operatedSource(context);
    const form = formOfSource(await showSource(context.var.manage, source, originOf(context)));
    return showForm(context, { form, isNew: false });
  });

  portal.post("/portal/sources/:source/edit", async (context) => {
    const { source, path } = await operatedSource(context);
    const form = readSourceForm(await sentForm(context));
    const checked = checkInput(sourcePatch, patchOfSource(form));
    if (!checked.draft) return showForm(context, { form, isNew: false, errors: checked.errors, status: 422 });
    try {
      const change = { patch: checked.draft, origin: originOf(context) };
      await changeSource(context.var.manage, source, change);
      return context.redirect(path, 303);
    } catch (failure) {
      return showForm(context, { form, isNew: false, ...refusalOf(failure) });
    }
  });
}

interface ShownForm {
  form: SourceForm;
  isNew: boolean;
  errors?: readonly FieldError[];
  status?: ContentfulStatusCode;
}

function showForm(
  context: Context<PortalEnv>,
  { form, isNew, errors = [], status = 200 }: ShownForm,
): Promise<Response> {
  const title = isNew ? "New source" : "Change the source";
  const page = (
    <SourceFormPage
      title={title}
      action={context.req.path}
      form={form}
      isNew={isNew}
      providers={Object.keys(PROVIDER_SCHEMES)}
      errors={errors}
    />
  );
  return showPage(context, { title, here: "Sources", page, status });
}
