import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import type { FieldError } from "../../platform/problem.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Empty, WrongFields } from "../parts/parts.view.tsx";
import { RANGES, type ReplayForm } from "../replay-form.ts";

interface FormProps {
  tenant: PageTenant;
  form: ReplayForm;
  subscriptions: readonly SubscriptionView[];
  errors: readonly FieldError[];
}

/** Asks what is to be sent again, and to whom. Nothing is sent by it: the next step counts. */
export function ReplayFormPage({ tenant, form, subscriptions, errors }: FormProps) {
  return (
    <>
      <h1>Start a replay</h1>
      <p>
        A replay sends recorded events once more, in the order of their streams and behind live events. The
        next step counts what it finds; nothing is sent before you start it.
      </p>
      <WrongFields errors={errors} />
      {subscriptions.length === 0 ? (
        <Empty>There is no subscription to replay to.</Empty>
      ) : (
        <form class="sheet" method="post" action={`${tenantPath(tenant)}/replays/new`}>
          <label>
            To the subscription
            <select name="subscription" required>
              {enabledFirst(subscriptions).map(({ id, url, status }) => (
                <option value={id} selected={id === form.subscription}>
                  {url}
                  {status !== "enabled" && ` (${status})`}
                </option>
              ))}
            </select>
          </label>
          <Range form={form} />
          <Which form={form} />
          <p class="actions">
            <button type="submit" class="main">
              Count first
            </button>
            <a class="button" href={`${tenantPath(tenant)}/replays`}>
              Back
            </a>
          </p>
        </form>
      )}
    </>
  );
}

function Range({ form }: { form: ReplayForm }) {
  return (
    <fieldset>
      <legend>Received in</legend>
      {Object.entries(RANGES).map(([name, { text }]) => (
        <label class="pick">
          <input type="radio" name="range" value={name} checked={form.range === name} />
          {text}
        </label>
      ))}
      <label class="pick">
        <input type="radio" name="range" value="between" checked={form.range === "between"} />
        between these two (UTC)
      </label>
      <div class="filters">
        <label>
          From
          <input name="from" type="datetime-local" step="1" value={fieldTime(form.from)} />
        </label>
        <label>
          To
          <input name="to" type="datetime-local" step="1" value={fieldTime(form.to)} />
        </label>
      </div>
      <p class="hint">Without an end it goes up to now.</p>
    </fieldset>
  );
}

function Which({ form }: { form: ReplayForm }) {
  return (
    <fieldset>
      <legend>Which events</legend>
      <label class="pick">
        <input type="radio" name="status" value="failed" checked={form.status !== "all"} />
        what has failed for this subscription
      </label>
      <label class="pick">
        <input type="radio" name="status" value="all" checked={form.status === "all"} />
        all that it asks for, delivered or not, also from before it existed
      </label>
      <label>
        Only these event types
        <textarea name="eventTypes" rows={2} placeholder="video.media.ready">
          {form.eventTypes}
        </textarea>
      </label>
      <p class="hint">
        One a line; <code>video.media.*</code> stands for all that begin so. Empty = all.
      </p>
      <label>
        Only these streams
        <textarea name="streams" rows={2} placeholder="media:…">
          {form.streams}
        </textarea>
      </label>
      <p class="hint">Stream keys, one a line. Empty = all.</p>
    </fieldset>
  );
}

/** A time as a date field takes it: UTC, without the zone. */
function fieldTime(text: string): string {
  return text.replace(/(?:\.\d+)?Z$/, "");
}

/** Only an enabled one can be replayed to. */
function enabledFirst(subscriptions: readonly SubscriptionView[]): SubscriptionView[] {
  const rank = ({ status }: SubscriptionView) => (status === "enabled" ? 0 : 1);
  return subscriptions.toSorted((one, other) => rank(one) - rank(other));
}
