import type { SourceView } from "../manage/sources/source.schema.ts";
import { type FormFields, linesOf, numberOrNull, orNull } from "./form-fields.ts";

/** The form of a source as it is shown and sent: everything is text. Its secret is never shown again. */
export interface SourceForm {
  name: string;
  uid: string;
  provider: string;
  /** Which of the two fields below counts. */
  routing: "tenant" | "pointer";
  tenant: string;
  pointer: string;
  orderWindowMs: string;
  /** Pointers, one a line. */
  redact: string;
}

export const BLANK_SOURCE: SourceForm = {
  name: "",
  uid: "",
  provider: "fastpix",
  routing: "tenant",
  tenant: "",
  pointer: "/data/metadata/tenant",
  orderWindowMs: "",
  redact: "",
};

/** The form as somebody has filled it in. */
export function readSourceForm({ text }: FormFields): SourceForm {
  return {
    name: text("name").trim(),
    uid: text("uid").trim(),
    provider: text("provider"),
    routing: text("routing") === "pointer" ? "pointer" : "tenant",
    tenant: text("tenant").trim(),
    pointer: text("pointer").trim(),
    orderWindowMs: text("orderWindowMs").trim(),
    redact: text("redact"),
  };
}

/** The form of a source as it stands. */
export function formOfSource(source: SourceView): SourceForm {
  const { routing } = source;
  return {
    name: source.name,
    uid: source.uid ?? "",
    provider: source.provider,
    routing: "pointer" in routing ? "pointer" : "tenant",
    tenant: "tenant" in routing ? routing.tenant : "",
    pointer: "pointer" in routing ? routing.pointer : BLANK_SOURCE.pointer,
    orderWindowMs: String(source.orderWindowMs),
    redact: source.redact.join("\n"),
  };
}

/** What the form asks for, in the shape of the API's patch; a draft adds the provider and the secret. */
export function patchOfSource(form: SourceForm): Record<string, unknown> {
  return {
    name: form.name,
    uid: orNull(form.uid),
    routing: form.routing === "pointer" ? { pointer: form.pointer } : { tenant: form.tenant },
    orderWindowMs: numberOrNull(form.orderWindowMs),
    redact: linesOf(form.redact),
  };
}
