import type { TenantView } from "../manage/tenants/tenant.schema.ts";
import { type FormFields, numberOrNull, orNull } from "./form-fields.ts";

/** The form of a tenant as it is shown and sent: everything is text. */
export interface TenantForm {
  name: string;
  uid: string;
  partitions: string;
  retentionDays: string;
}

export const BLANK_TENANT: TenantForm = { name: "", uid: "", partitions: "1", retentionDays: "30" };

/** The form as somebody has filled it in. */
export function readTenantForm({ text }: FormFields): TenantForm {
  return {
    name: text("name").trim(),
    uid: text("uid").trim(),
    partitions: text("partitions").trim(),
    retentionDays: text("retentionDays").trim(),
  };
}

/** The form of a tenant as it stands. */
export function formOfTenant(tenant: TenantView): TenantForm {
  return {
    name: tenant.name,
    uid: tenant.uid ?? "",
    partitions: String(tenant.partitions),
    retentionDays: String(tenant.retentionDays),
  };
}

/** What the form asks for, in the shape of the API's patch. A field that is left empty changes no partitions. */
export function patchOfTenant(form: TenantForm): Record<string, unknown> {
  return {
    name: form.name,
    uid: orNull(form.uid),
    ...(form.partitions !== "" && { partitions: numberOrNull(form.partitions) }),
    retentionDays: numberOrNull(form.retentionDays),
  };
}
