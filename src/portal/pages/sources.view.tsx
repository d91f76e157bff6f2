import type { PageView } from "../../manage/paging.ts";
import type { SourceView } from "../../manage/sources/source.schema.ts";
import { Badge, Empty, Pages } from "../parts/parts.view.tsx";

/** The operator's list of sources, newest first. */
export function SourcesPage({
  page,
  query,
}: {
  page: PageView<SourceView>;
  query: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <div class="head">
        <h1>Sources</h1>
        <a class="button main" href="/portal/sources/new">
          New source
        </a>
      </div>
      {page.data.length === 0 ? (
        <Empty>No source yet: there is no URL to give to a provider.</Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Provider</th>
              <th scope="col">Tenant of an event</th>
              <th scope="col">Secrets</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {page.data.map((source) => (
              <tr>
                <td data-label="Name">
                  <a href={`/portal/sources/${source.id}`}>{source.name}</a>
                </td>
                <td data-label="Provider">{source.provider}</td>
                <td data-label="Tenant of an event">
                  <Routing source={source} />
                </td>
                <td data-label="Secrets">
                  {source.secrets.length === 0 ? (
                    <span class="badge wait">none yet</span>
                  ) : (
                    source.secrets.length
                  )}
                </td>
                <td data-label="Status">
                  <Badge status={source.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pages query={query} next={page.nextCursor} />
    </>
  );
}

/** How a source finds the tenant of an event. */
export function Routing({ source: { routing } }: { source: SourceView }) {
  if ("pointer" in routing) {
    return (
      <span>
        named at <code>{routing.pointer}</code>
      </span>
    );
  }
  return (
    <span>
      always{" "}
      <a class="mono" href={`/portal/tenants/${encodeURIComponent(routing.tenant)}`}>
        {routing.tenant}
      </a>
    </span>
  );
}
