import type { CategoryItem } from "../../catalogue/catalogue.ts";
import type { FieldError } from "../../platform/problem.ts";
import { WrongFields } from "../parts/parts.view.tsx";
import type { SubscriptionForm } from "../subscription-form.ts";
import { type ChoicePreview, Matching } from "./matching.view.tsx";

interface FormProps {
  title: string;
  /** Where the form is sent to. */
  action: string;
  form: SubscriptionForm;
  categories: readonly CategoryItem[];
  /** The tenant's own part of the portal. */
  path: string;
  preview: ChoicePreview;
  errors: readonly FieldError[];
}

/** Makes or changes a subscription. The types that match are worked out on the server, as deliveries will. */
export function SubscriptionFormPage({ title, action, form, categories, path, preview, errors }: FormProps) {
  return (
    <>
      <h1>{title}</h1>
      <WrongFields errors={errors} />
      <form method="post" action={action} data-preview="matching">
        <div class="beside">
          <div>
            <Endpoint form={form} />
            <Wanted form={form} categories={categories} />
            <Policy form={form} />
            <p class="actions">
              <button type="submit" class="main">
                Save
              </button>
              <button type="submit" name="preview" value="yes" formnovalidate>
                Show what matches
              </button>
            </p>
          </div>
          <Matching path={path} preview={preview} />
        </div>
      </form>
    </>
  );
}

function Endpoint({ form }: { form: SubscriptionForm }) {
  return (
    <>
      <label>
        URL
        <input name="url" type="url" value={form.url} required placeholder="https://example.com/webhooks" />
      </label>
      <label>
        Description
        <input name="description" value={form.description} maxlength={500} />
      </label>
    </>
  );
}

function Wanted({ form, categories }: { form: SubscriptionForm; categories: readonly CategoryItem[] }) {
  const chosenCategories = new Set(form.categories);
  const chosenTypes = new Set(form.eventTypes);
  return (
    <fieldset>
      <legend>Which events</legend>
      <p class="hint">Nothing chosen = every event. Of several choices an event has to fit one.</p>
      {categories.map(({ category, description, eventTypes }) => (
        <div>
          <label class="pick">
            <input
              type="checkbox"
              name="categories"
              value={category}
              checked={chosenCategories.has(category)}
            />
            {category}
          </label>
          <p class="hint">{description}</p>
          {eventTypes.length > 0 && (
            <details open={eventTypes.some((type) => chosenTypes.has(type))}>
              <summary class="small">Single types of {category}</summary>
              {eventTypes.map((type) => (
                <label class="pick">
                  <input type="checkbox" name="eventTypes" value={type} checked={chosenTypes.has(type)} />
                  <span class="mono">{type}</span>
                </label>
              ))}
            </details>
          )}
        </div>
      ))}
      <label>
        Patterns, one a line
        <textarea name="patterns" rows={2} placeholder="video.media.*">
          {form.patterns}
        </textarea>
      </label>
      <Filter form={form} />
    </fieldset>
  );
}

const FILTER_EXAMPLE = `{"data.duration": {"$gte": "00:10:00"}}`;

function Filter({ form }: { form: SubscriptionForm }) {
  return (
    <>
      <label>
        Filter on the payload, as JSON
        <textarea name="filter" rows={5} placeholder={FILTER_EXAMPLE} spellcheck={false}>
          {form.filter}
        </textarea>
      </label>
      <p class="hint">
        Paths with a value or with operators: <code>$eq</code>, <code>$ne</code>, <code>$in</code>,{" "}
        <code>$exists</code>, <code>$gte</code>, <code>$startsWith</code> and others. Empty = no filter. The{" "}
        <a href="/docs#matchSubscription">reference</a> says more. The page shows what it does to recent
        events.
      </p>
    </>
  );
}

function Policy({ form }: { form: SubscriptionForm }) {
  return (
    <fieldset>
      <legend>How they are delivered</legend>
      <label class="pick">
        <input type="radio" name="ordering" value="stream" checked={form.ordering !== "none"} />
        In order, each stream by itself
      </label>
      <label class="pick">
        <input type="radio" name="ordering" value="none" checked={form.ordering === "none"} />
        As they come, without order
      </label>
      <label>
        An event that fails holds its stream for at most (seconds, empty = until its retries are over)
        <input name="maxBlockSeconds" inputmode="numeric" value={form.maxBlockSeconds} />
      </label>
      <label>
        Seconds from one failed attempt to the next
        <input name="retrySchedule" value={form.retrySchedule} />
      </label>
      <label>
        Timeout in seconds
        <input name="timeoutSeconds" inputmode="numeric" value={form.timeoutSeconds} />
      </label>
      <label>
        Attempts at once
        <input name="maxInFlight" inputmode="numeric" value={form.maxInFlight} />
      </label>
      <label>
        Attempts a second (empty = no limit)
        <input name="ratePerSecond" inputmode="decimal" value={form.ratePerSecond} />
      </label>
      <label>
        Own headers, one a line
        <textarea name="headers" rows={2} placeholder="x-team: video">
          {form.headers}
        </textarea>
      </label>
      <label class="pick">
        <input type="radio" name="signature" value="standard" checked={form.signature !== "fastpix"} />
        Signed by Standard Webhooks
      </label>
      <label class="pick">
        <input type="radio" name="signature" value="fastpix" checked={form.signature === "fastpix"} />
        And as FastPix signs, for a handler that exists already
      </label>
    </fieldset>
  );
}
