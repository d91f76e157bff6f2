import type { EventTypeItem } from "../../catalogue/catalogue.ts";
import type { RecentMatch } from "../../manage/subscriptions/match-recent.ts";
import type { FieldError } from "../../platform/problem.ts";
import { Code, Empty, Note, Time, WrongFields } from "../parts/parts.view.tsx";

/** What a choice of events would come to. */
export interface ChoicePreview {
  /** The types of the catalogue that it asks for. */
  matching: readonly EventTypeItem[];
  /** The newest events, tried; null where the choice has to be put right first. */
  recent: readonly RecentMatch[] | null;
  /** What is wrong with the filter. */
  errors: readonly FieldError[];
}

/** Beside the form: which recent events the choice would let through and why not the others, and all known types. */
export function Matching({ path, preview }: { path: string; preview: ChoicePreview }) {
  const { matching, recent, errors } = preview;
  return (
    <div id="matching" aria-live="polite">
      <section aria-labelledby="tried-title">
        <h2 id="tried-title">Recent events, tried</h2>
        <WrongFields errors={errors} />
        {recent === null ? (
          <p class="hint">They are tried once the choice can be read.</p>
        ) : (
          <Tried path={path} recent={recent} />
        )}
      </section>
      <section aria-labelledby="matching-title">
        <h2 id="matching-title">
          {matching.length} known {matching.length === 1 ? "type is" : "types are"} asked for
        </h2>
        {matching.map(({ type, description, sample }) => (
          <details>
            <summary>
              <span class="mono">{type}</span> <span class="soft small">{description}</span>
            </summary>
            <Code text={JSON.stringify(sample, null, 2)} />
          </details>
        ))}
      </section>
    </div>
  );
}

function Tried({ path, recent }: { path: string; recent: readonly RecentMatch[] }) {
  const [first] = recent;
  if (!first) return <Empty>No event has come yet.</Empty>;
  return (
    <>
      {/* They are about the choice, and the same for every event. */}
      {first.match.warnings?.map((warning) => (
        <Note tone="wait">{warning}</Note>
      ))}
      <TriedTable path={path} recent={recent} />
    </>
  );
}

function TriedTable({ path, recent }: { path: string; recent: readonly RecentMatch[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Received (UTC)</th>
          <th scope="col">Event</th>
          <th scope="col">Would be sent</th>
        </tr>
      </thead>
      <tbody>
        {recent.map(({ event, match }) => (
          <tr>
            <td data-label="Received">
              <Time at={event.receivedAt} />
            </td>
            <td data-label="Event">
              <a href={`${path}/events/${event.id}`}>{event.type}</a>
            </td>
            <td data-label="Would be sent">
              <span class={`badge ${match.matches ? "good" : "off"}`}>{match.matches ? "yes" : "no"}</span>
              {!match.matches && <div class="soft small">{match.reason}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
