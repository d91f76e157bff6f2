import type { UnroutedView } from "../../manage/events/event.schema.ts";
import type { PageView } from "../../manage/paging.ts";
import type { TenantView } from "../../manage/tenants/tenant.schema.ts";
import { Empty, Note, Pages, Time } from "../parts/parts.view.tsx";

interface UnroutedProps {
  page: PageView<UnroutedView>;
  query: Readonly<Record<string, string>>;
  /** Those that are offered while one types; others may be typed all the same. */
  tenants: readonly TenantView[];
  /** Why the last assignment was refused. */
  wrong?: string | undefined;
  /** The event that was just assigned, and to whom. */
  assigned?: { eventId: string; tenantId: string } | undefined;
}

const REASONS: Readonly<Record<UnroutedView["reason"], string>> = {
  no_tenant_named: "names no tenant",
  tenant_unknown: "names a tenant that there is not",
  tenant_gone: "names a tenant that is gone",
};

/** Events that wait for a tenant, newest first. */
export function UnroutedPage({ page, query, tenants, wrong, assigned }: UnroutedProps) {
  return (
    <>
      <h1>Unrouted events</h1>
      <p class="soft">
        Verified events whose tenant was not found. Assigning one teaches its stream: the others of the stream
        follow by themselves within minutes, and later ones need nobody.
      </p>
      {wrong !== undefined && <Note tone="bad">{wrong}</Note>}
      {assigned && (
        <Note tone="good">
          Assigned: <a href={`/portal/t/${assigned.tenantId}/events`}>{assigned.eventId}</a> is delivered now.
        </Note>
      )}
      {page.data.length === 0 ? (
        <Empty>Every event has found its tenant.</Empty>
      ) : (
        <UnroutedTable events={page.data} />
      )}
      <datalist id="tenants">
        {tenants.map((tenant) => (
          <option value={tenant.uid ?? tenant.id}>{tenant.name}</option>
        ))}
      </datalist>
      <Pages query={query} next={page.nextCursor} />
    </>
  );
}

function UnroutedTable({ events }: { events: readonly UnroutedView[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Received (UTC)</th>
          <th scope="col">Type</th>
          <th scope="col">Stream</th>
          <th scope="col">Why</th>
          <th scope="col">Tenant</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr>
            <td data-label="Received">
              <Time at={event.receivedAt} />
            </td>
            <td data-label="Type">{event.type}</td>
            <td data-label="Stream">
              <code>{event.stream}</code>
            </td>
            <td data-label="Why">
              <span>
                {REASONS[event.reason]}, came by <a href={`/portal/sources/${event.sourceId}`}>its source</a>
              </span>
            </td>
            <td data-label="Tenant">
              <form method="post" action={`/portal/unrouted/${event.id}/assign`} class="actions">
                <input
                  name="tenant"
                  list="tenants"
                  required
                  aria-label={`Tenant of ${event.id}`}
                  placeholder="id or uid"
                />
                <button type="submit">Assign</button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
