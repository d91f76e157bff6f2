import type { PageView } from "../../manage/paging.ts";
import type { StreamView } from "../../manage/streams/stream.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Empty, Pages, Time } from "../parts/parts.view.tsx";

interface StreamsProps {
  tenant: PageTenant;
  page: PageView<StreamView>;
  query: Readonly<Record<string, string>>;
  /** Which of the tabs is open. */
  shown: string;
}

const TABS = [
  ["true", "Active"],
  ["false", "At rest"],
  ["all", "All"],
] as const;

/** A tenant's streams: one for each media and each live stream, those with something open first. */
export function StreamsPage({ tenant, page, query, shown }: StreamsProps) {
  return (
    <>
      <h1>Streams</h1>
      <p class="soft">
        A stream is all that happens to one media or one live stream. Its events reach each subscription in
        order.
      </p>
      <nav class="tabs" aria-label="Which streams">
        {TABS.map(([active, text]) => (
          <a href={`?active=${active}`} aria-current={active === shown ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      <div id="streams" data-live={query["cursor"] === undefined ? "" : undefined}>
        {page.data.length === 0 ? (
          <Empty>
            {shown === "true"
              ? "Everything is delivered: no stream has an open delivery."
              : "No stream here."}
          </Empty>
        ) : (
          <StreamTable tenant={tenant} streams={page.data} />
        )}
        <Pages query={query} next={page.nextCursor} />
      </div>
    </>
  );
}

function StreamTable({ tenant, streams }: { tenant: PageTenant; streams: readonly StreamView[] }) {
  const path = tenantPath(tenant);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Stream</th>
          <th scope="col">Last event</th>
          <th scope="col">At (UTC)</th>
          <th scope="col" class="number">
            Events
          </th>
          <th scope="col" class="number">
            Open deliveries
          </th>
        </tr>
      </thead>
      <tbody>
        {streams.map((stream) => (
          <tr data-key={stream.stream}>
            <td data-label="Stream">
              <a class="mono" href={`${path}/streams/${encodeURIComponent(stream.stream)}`}>
                {stream.stream}
              </a>
            </td>
            <td data-label="Last event">{stream.lastType}</td>
            <td data-label="At">
              <Time at={stream.lastEventAt} />
            </td>
            <td data-label="Events" class="number">
              {stream.lastSequence}
            </td>
            <td data-label="Open deliveries" class="number">
              {stream.openDeliveries > 0 ? (
                <span class="badge wait">{stream.openDeliveries}</span>
              ) : (
                <span class="soft">0</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
