import type { ReplayStartedView } from "../../manage/replays/replay.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Note, Time } from "../parts/parts.view.tsx";
import type { ReplayForm } from "../replay-form.ts";

interface CountProps {
  tenant: PageTenant;
  /** What is started, its range held still. */
  form: ReplayForm;
  /** What was filled in, to go back to. */
  asked: ReplayForm;
  /** Of the subscription. */
  url: string;
  counted: ReplayStartedView;
}

/** What a replay would find, between the question and the start. */
export function ReplayCountPage({ tenant, form, asked, url, counted }: CountProps) {
  const path = `${tenantPath(tenant)}/replays`;
  const { matched } = counted;
  return (
    <>
      <h1>{matched === 1 ? "1 event matches" : `${matched} events match`}</h1>
      <dl>
        <dt>To</dt>
        <dd>{url}</dd>
        <dt>Received</dt>
        <dd>
          <Time at={counted.from} /> to <Time at={counted.to} />
        </dd>
        <dt>Which</dt>
        <dd>{counted.deliveryStatus === "failed" ? "what has failed" : "all that it asks for"}</dd>
        {counted.eventTypes.length > 0 && (
          <>
            <dt>Event types</dt>
            <dd>{counted.eventTypes.join(", ")}</dd>
          </>
        )}
        {counted.streams.length > 0 && (
          <>
            <dt>Streams</dt>
            <dd>{counted.streams.join(", ")}</dd>
          </>
        )}
      </dl>
      {matched === 0 ? (
        <Note>There is nothing to send again.</Note>
      ) : (
        <p class="hint">
          A filter on the payload is asked when the replay comes to an event: it may send fewer than these.
          The endpoint sees the same <code>webhook-id</code> as the first time.
        </p>
      )}
      <div class="actions">
        {matched > 0 && (
          <form method="post" action={`${path}/new`}>
            {Object.entries<string>({ ...form }).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button type="submit" name="step" value="start" class="main">
              {matched === 1 ? "Send it again" : `Send these ${matched} again`}
            </button>
          </form>
        )}
        <a class="button" href={`${path}/new?${new URLSearchParams({ ...asked }).toString()}`}>
          Change
        </a>
        <a class="button" href={path}>
          Leave it
        </a>
      </div>
    </>
  );
}
