import type { FullStreamView } from "../../manage/streams/stream.schema.ts";
import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import type { Problem } from "../../platform/problem.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Legend, Timeline } from "../parts/timeline.view.tsx";
import { OpenLanes } from "../parts/open-lanes.view.tsx";
import { Outcome } from "../parts/outcome.view.tsx";
import { Empty, Pages, Time } from "../parts/parts.view.tsx";

interface StreamProps {
  tenant: PageTenant;
  life: FullStreamView;
  /** To name the lanes. */
  subscriptions: readonly SubscriptionView[];
  query: Readonly<Record<string, string>>;
  mayWrite: boolean;
  refusal?: Problem | undefined;
}

/** How the kinds of streams are called in a heading. */
const KINDS: Readonly<Record<string, string>> = { media: "Media", live: "Live stream" };

/** The life of one media or live stream: its events in order, and under them a lane for each subscription. */
export function StreamPage({ tenant, life, subscriptions, query, mayWrite, refusal }: StreamProps) {
  const path = tenantPath(tenant);
  const names = new Map(subscriptions.map(({ id, url }) => [id, url]));
  const lanes = life.lanes.map((lane) => ({
    ...lane,
    name: nameOf(names.get(lane.subscriptionId) ?? lane.subscriptionId),
  }));
  const isNewest = query["cursor"] === undefined;
  return (
    <>
      <div class="head">
        <div>
          <p class="soft small">{KINDS[life.kind] ?? "Stream"}</p>
          <h1 class="mono">{life.stream}</h1>
          <p class="soft">
            {life.lastSequence === 1 ? "1 event" : `${life.lastSequence} events`}, the last{" "}
            <Time at={life.lastEventAt} /> UTC
            {". "}
            {life.active
              ? `${life.openDeliveries} ${life.openDeliveries === 1 ? "delivery" : "deliveries"} open.`
              : "Everything is settled."}
          </p>
        </div>
        {mayWrite && (
          <a
            class="button"
            href={`${path}/replays/new?${new URLSearchParams({ streams: life.stream, status: "all", range: "30d" }).toString()}`}
          >
            Replay this stream
          </a>
        )}
      </div>
      <Outcome done={query["done"]} refusal={refusal} />
      {life.events.length === 0 ? (
        <Empty>Its events are not in the record yet, or not any more.</Empty>
      ) : (
        <>
          <Timeline path={path} events={life.events} lanes={lanes} isLive={isNewest} />
          <Legend />
        </>
      )}
      <Pages query={query} next={life.nextCursor} />
      <OpenLanes path={path} stream={life.stream} lanes={lanes} mayWrite={mayWrite} />
    </>
  );
}

/** A URL without what all of them begin with: a lane's name has little room. */
function nameOf(url: string): string {
  return url.replace(/^https?:\/\//, "");
}
