import type { FieldError } from "../../platform/problem.ts";
import { WrongFields } from "../parts/parts.view.tsx";
import type { TenantForm } from "../tenant-form.ts";

interface FormProps {
  title: string;
  /** Where the form is sent to. */
  action: string;
  form: TenantForm;
  isNew: boolean;
  errors: readonly FieldError[];
}

/** Makes or changes a tenant. */
export function TenantFormPage({ title, action, form, isNew, errors }: FormProps) {
  return (
    <>
      <h1>{title}</h1>
      <WrongFields errors={errors} />
      <form method="post" action={action} class="sheet">
        <label>
          Name
          <input name="name" value={form.name} required maxlength={200} />
        </label>
        <label>
          Your own id for it (uid, may be empty)
          <input name="uid" value={form.uid} maxlength={128} />
        </label>
        <p class="hint">Stands in paths and may be what events name their tenant by.</p>
        <label>
          Partitions
          <input name="partitions" inputmode="numeric" value={form.partitions} />
        </label>
        <p class="hint">
          1 is right for most: each carries some hundreds of events a second.
          {!isNew && " After a change the streams move one by one, as soon as nothing of them is under way."}
        </p>
        <label>
          Days that events are kept
          <input name="retentionDays" inputmode="numeric" value={form.retentionDays} />
        </label>
        <p>
          <button type="submit" class="main">
            Save
          </button>
        </p>
      </form>
    </>
  );
}
