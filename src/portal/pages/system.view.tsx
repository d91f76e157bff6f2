import type { PageView } from "../../manage/paging.ts";
import type { CoordinatorView, SystemView } from "../../manage/statistics/statistics.schema.ts";
import { Time } from "../parts/parts.view.tsx";
import { Coordinators, seconds } from "./coordinators.view.tsx";
import { Databases } from "./databases.view.tsx";

interface SystemProps {
  system: SystemView;
  coordinators: PageView<CoordinatorView>;
  query: Readonly<Record<string, string>>;
  /** What Hooklane tells of itself. */
  types: readonly { type: string; description: string }[];
}

/** How the router itself stands, and where it tells what befalls it. */
export function SystemPage({ system, coordinators, query, types }: SystemProps) {
  return (
    <>
      <div class="head">
        <h1>System</h1>
        <p class="soft">Hooklane {system.version}</p>
      </div>
      <div id="system" data-live>
        <Standing system={system} />
        <Databases databases={system.databases} />
        <Coordinators page={coordinators} query={query} />
      </div>
      <OperationalEvents types={types} />
      <section aria-labelledby="links-title">
        <h2 id="links-title">For programs</h2>
        <p class="actions">
          <a class="button" href="/docs">
            API reference
          </a>
          <a class="button" href="/openapi.json">
            OpenAPI document
          </a>
        </p>
      </section>
    </>
  );
}

function Standing({ system }: { system: SystemView }) {
  return (
    <div class="cards">
      <div class="card">
        Open events
        <b>{system.openEvents}</b>
        <span class="soft small">
          {system.oldestUndeliveredAt === null ? (
            "nothing waits"
          ) : (
            <>
              oldest <Time at={system.oldestUndeliveredAt} />
            </>
          )}
        </span>
      </div>
      <div class="card">
        Open breakers
        <b>{system.openBreakers}</b>
        <span class="soft small">endpoints that keep failing</span>
      </div>
      <div class="card">
        On their way to the record
        <b>{system.unrecorded}</b>
        <span class="soft small">events, the longest {seconds(system.projectionLagMs)}</span>
      </div>
      <div class="card">
        Partitions in use
        <b>{system.coordinators}</b>
      </div>
    </div>
  );
}

function OperationalEvents({ types }: Pick<SystemProps, "types">) {
  return (
    <section aria-labelledby="operational-title">
      <h2 id="operational-title">Operational events</h2>
      <p>
        What Hooklane tells its operator, as events of the tenant <code>system</code>. Subscribe there, and
        they arrive at your own endpoint: signed, retried and in order.
      </p>
      <p class="actions">
        <a class="button" href="/portal/t/system/events">
          What was told
        </a>
        <a class="button" href="/portal/t/system/subscriptions">
          Who is told
        </a>
        <a class="button" href="/portal/tenants/system">
          Its settings
        </a>
      </p>
      <dl>
        {types.map(({ type, description }) => (
          <>
            <dt>
              <a class="mono" href={`/portal/t/system/events?type=${encodeURIComponent(type)}`}>
                {type}
              </a>
            </dt>
            <dd>
              <Prose text={description} />
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

// What stands between backticks is a name of the API.
function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>;
}
