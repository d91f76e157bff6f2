import type { FieldError } from "../../platform/problem.ts";
import { WrongFields } from "../parts/parts.view.tsx";
import type { SourceForm } from "../source-form.ts";

interface FormProps {
  title: string;
  /** Where the form is sent to. */
  action: string;
  form: SourceForm;
  /** A new source also has a provider and, perhaps, a secret. */
  isNew: boolean;
  providers: readonly string[];
  errors: readonly FieldError[];
}

/** Makes or changes a source. */
export function SourceFormPage({ title, action, form, isNew, providers, errors }: FormProps) {
  return (
    <>
      <h1>{title}</h1>
      <WrongFields errors={errors} />
      <form method="post" action={action} class="sheet">
        <label>
          Name
          <input name="name" value={form.name} required maxlength={200} placeholder="FastPix, production" />
        </label>
        <label>
          Your own id for it (uid, may be empty)
          <input name="uid" value={form.uid} maxlength={128} />
        </label>
        {isNew && <Provider form={form} providers={providers} />}
        <RoutingChoice form={form} />
        <label>
          Order window in milliseconds
          <input name="orderWindowMs" inputmode="numeric" value={form.orderWindowMs} placeholder="1500" />
        </label>
        <p class="hint">
          How long an event waits for one that belongs before it in the life of its media or live stream and
          has not come yet. 0 = not at all, empty = the default.
        </p>
        <label>
          Masked in payloads, one pointer a line
          <textarea name="redact" rows={3} placeholder="/data/metadata/email">
            {form.redact}
          </textarea>
        </label>
        <p class="hint">Pages and the API show these places masked. Endpoints get the bytes unchanged.</p>
        <p>
          <button type="submit" class="main">
            Save
          </button>
        </p>
      </form>
    </>
  );
}

function Provider({ form, providers }: { form: SourceForm; providers: readonly string[] }) {
  return (
    <>
      <label>
        Provider
        <select name="provider">
          {providers.map((provider) => (
            <option selected={provider === form.provider}>{provider}</option>
          ))}
        </select>
      </label>
      <label>
        Signing secret, as the provider's dashboard shows it
        <input name="secret" type="password" autocomplete="off" />
      </label>
      <p class="hint">
        May be empty: some providers show it only after the URL was entered. Until then nothing is taken in.
      </p>
    </>
  );
}

function RoutingChoice({ form }: { form: SourceForm }) {
  return (
    <fieldset>
      <legend>Whose an event is</legend>
      <label class="pick">
        <input type="radio" name="routing" value="tenant" checked={form.routing === "tenant"} />
        Always the same tenant's
      </label>
      <label>
        The tenant's id or uid
        <input name="tenant" value={form.tenant} maxlength={128} />
      </label>
      <label class="pick">
        <input type="radio" name="routing" value="pointer" checked={form.routing === "pointer"} />
        The tenant's whose id or uid stands in the event
      </label>
      <label>
        Where it stands in the body
        <input name="pointer" value={form.pointer} placeholder="/data/metadata/tenant" />
      </label>
      <p class="hint">
        Events that name no tenant wait under Unrouted, and later ones of their stream find it.
      </p>
    </fieldset>
  );
}
