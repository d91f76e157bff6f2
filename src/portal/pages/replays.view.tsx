import type { PageView } from "../../manage/paging.ts";
import type { ReplayView } from "../../manage/replays/replay.schema.ts";
import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import type { Problem } from "../../platform/problem.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Outcome } from "../parts/outcome.view.tsx";
import { Action, Badge, Empty, Pages, Time } from "../parts/parts.view.tsx";

interface ReplaysProps {
  tenant: PageTenant;
  page: PageView<ReplayView>;
  /** To name them by their URL. */
  subscriptions: readonly SubscriptionView[];
  query: Readonly<Record<string, string>>;
  mayWrite: boolean;
  refusal?: Problem | undefined;
}

/** A tenant's replays, newest first, each with how far it has come. */
export function ReplaysPage({ tenant, page, subscriptions, query, mayWrite, refusal }: ReplaysProps) {
  const path = tenantPath(tenant);
  const only = query["subscription"] ?? "";
  const urls = new Map(subscriptions.map(({ id, url }) => [id, url]));
  return (
    <>
      <div class="head">
        <h1>Replays</h1>
        {mayWrite && (
          <a
            class="button main"
            href={`${path}/replays/new?${new URLSearchParams({ subscription: only }).toString()}`}
          >
            Start a replay
          </a>
        )}
      </div>
      <Outcome refusal={refusal} />
      <form class="filters" method="get" data-auto>
        <label>
          Subscription
          <select name="subscription">
            <option value="">any</option>
            {subscriptions.map(({ id, url }) => (
              <option value={id} selected={id === only}>
                {url}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">Filter</button>
      </form>
      <div id="replays" data-live={query["cursor"] === undefined ? "" : undefined}>
        {page.data.length === 0 ? (
          <Empty>No replay yet. One sends what has failed again, once its endpoint is well.</Empty>
        ) : (
          <ReplayTable path={path} replays={page.data} urls={urls} mayWrite={mayWrite} />
        )}
        <Pages query={query} next={page.nextCursor} />
      </div>
    </>
  );
}

interface TableProps {
  path: string;
  replays: readonly ReplayView[];
  urls: ReadonlyMap<string, string>;
  mayWrite: boolean;
}

function ReplayTable({ path, replays, urls, mayWrite }: TableProps) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Made (UTC)</th>
          <th scope="col">Subscription</th>
          <th scope="col">What</th>
          <th scope="col">How far</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {replays.map((replay) => (
          <tr data-key={replay.id}>
            <td data-label="Made">
              <Time at={replay.createdAt} />
            </td>
            <td data-label="Subscription">
              <a href={`${path}/subscriptions/${replay.subscriptionId}`}>
                {urls.get(replay.subscriptionId) ?? <code>{replay.subscriptionId}</code>}
              </a>
            </td>
            <td data-label="What">
              <What replay={replay} />
            </td>
            <td data-label="How far">
              <Progress replay={replay} />
            </td>
            <td data-label="Status">
              <Badge status={replay.status} />
              {mayWrite && replay.status === "running" && (
                <Action
                  to={`${path}/subscriptions/${replay.subscriptionId}/replays/${replay.id}/cancel`}
                  kind="danger"
                  ask="Cancel this replay? What it has not sent yet becomes what it was."
                >
                  Cancel
                </Action>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ replay }: { replay: ReplayView }) {
  const narrowed = [...replay.eventTypes, ...replay.streams];
  return (
    <div>
      {replay.deliveryStatus === "failed" ? "failed" : "all"}, <Time at={replay.from} /> to{" "}
      <Time at={replay.to} />
      {narrowed.length > 0 && <div class="soft small">only {narrowed.join(", ")}</div>}
    </div>
  );
}

function Progress({ replay }: { replay: ReplayView }) {
  const { matched, opened, delivered, failed, skipped, pending } = replay;
  const settled = delivered + failed + skipped;
  // Events come and go between the count and the replay: the bar is whole when it is done, whatever was counted.
  const whole = replay.status === "done" ? Math.max(1, settled) : Math.max(1, matched, opened);
  const told = [
    `${delivered} of ${matched} delivered`,
    pending > 0 && `${pending} on their way`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} taken back`,
  ];
  return (
    <div>
      <progress
        max={whole}
        value={replay.status === "done" ? whole : settled}
        aria-label={`Progress of the replay ${replay.id}`}
      />
      <div class="soft small">{told.filter(Boolean).join(", ")}</div>
    </div>
  );
}
