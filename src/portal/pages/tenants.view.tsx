import type { PageView } from "../../manage/paging.ts";
import type { TenantView } from "../../manage/tenants/tenant.schema.ts";
import { tenantPath } from "../parts/frame.view.tsx";
import { Empty, Pages, Time } from "../parts/parts.view.tsx";

/** The operator's list of tenants. */
export function TenantsPage({
  page,
  query,
}: {
  page: PageView<TenantView>;
  query: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <div class="head">
        <h1>Tenants</h1>
        <a class="button main" href="/portal/tenants/new">
          New tenant
        </a>
      </div>
      {page.data.length === 0 ? <Empty>No tenant yet.</Empty> : <TenantTable tenants={page.data} />}
      <Pages query={query} next={page.nextCursor} />
    </>
  );
}

function TenantTable({ tenants }: { tenants: readonly TenantView[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Its pages</th>
          <th scope="col">uid</th>
          <th scope="col">Settings and keys</th>
          <th scope="col" class="number">
            Partitions
          </th>
          <th scope="col" class="number">
            Kept for
          </th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        {tenants.map((tenant) => (
          <tr>
            <td data-label="Name">
              <a href={tenantPath(tenant)}>{tenant.name}</a>
            </td>
            <td data-label="uid">{tenant.uid ?? <span class="soft">–</span>}</td>
            <td data-label="Settings">
              <a class="mono" href={`/portal/tenants/${tenant.id}`}>
                {tenant.id}
              </a>
            </td>
            <td data-label="Partitions" class="number">
              {tenant.partitions}
            </td>
            <td data-label="Kept for" class="number">
              {tenant.retentionDays} days
            </td>
            <td data-label="Since">
              <Time at={tenant.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
