import type { KeyView } from "../../manage/keys/key.schema.ts";
import type { PageView } from "../../manage/paging.ts";
import type { TenantView } from "../../manage/tenants/tenant.schema.ts";
import { tenantPath } from "../parts/frame.view.tsx";
import { Action, Empty, Pages, Time } from "../parts/parts.view.tsx";

interface DetailProps {
  tenant: TenantView;
  keys: PageView<KeyView>;
  query: Readonly<Record<string, string>>;
}

/** One tenant as the operator sees it: settings, ways into its pages, and its keys. */
export function TenantDetail({ tenant, keys, query }: DetailProps) {
  const path = `/portal/tenants/${tenant.id}`;
  return (
    <>
      <div class="head">
        <div>
          <h1>{tenant.name}</h1>
          <p class="soft">
            <code>{tenant.id}</code>
          </p>
        </div>
        <div class="actions">
          <a class="button main" href={`${tenantPath(tenant)}/events`}>
            Its pages
          </a>
          <a class="button" href={`${path}/edit`}>
            Change
          </a>
        </div>
      </div>
      <dl>
        <dt>uid</dt>
        <dd>{tenant.uid ?? <span class="soft">–</span>}</dd>
        <dt>Partitions</dt>
        <dd>
          {tenant.partitions}
          <Move tenant={tenant} />
        </dd>
        <dt>Events are kept</dt>
        <dd>{tenant.retentionDays} days</dd>
        <dt>Since</dt>
        <dd>
          <Time at={tenant.createdAt} />
        </dd>
      </dl>
      <LinkForm path={path} />
      <Keys path={path} keys={keys} />
      <Pages query={query} next={keys.nextCursor} />
    </>
  );
}

/** How far its streams have come on their way to another number of partitions. */
function Move({ tenant: { repartitioning } }: { tenant: TenantView }) {
  if (!repartitioning) return null;
  const { from, since, streamsLeft, held } = repartitioning;
  return (
    <span class="soft">
      {` (from ${from}, since `}
      <Time at={since} />
      {streamsLeft === null ? "" : `, ${streamsLeft} streams left`}
      {held ? ", waiting for a replay)" : ")"}
    </span>
  );
}

function RoleChoice() {
  return (
    <label>
      Role
      <select name="role">
        <option value="read">read only</option>
        <option value="manage">manage</option>
      </select>
    </label>
  );
}

function LinkForm({ path }: { path: string }) {
  return (
    <section aria-labelledby="link-title">
      <h2 id="link-title">Link into its pages</h2>
      <p class="hint">
        Opens the tenant's pages once, in one browser. Your own product can make such links too.
      </p>
      <form method="post" action={`${path}/links`} class="filters">
        <RoleChoice />
        <label>
          To be opened within
          <select name="expiresInSeconds">
            <option value="600">10 minutes</option>
            <option value="3600">an hour</option>
            <option value="86400">a day</option>
          </select>
        </label>
        <button type="submit">Make a link</button>
      </form>
    </section>
  );
}

function Keys({ path, keys }: { path: string; keys: PageView<KeyView> }) {
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <form method="post" action={`${path}/keys`} class="filters">
        <RoleChoice />
        <label>
          Name
          <input name="name" maxlength={200} placeholder="Who uses it" />
        </label>
        <button type="submit">Make a key</button>
      </form>
      {keys.data.length === 0 ? <Empty>No key yet.</Empty> : <KeyTable path={path} keys={keys.data} />}
    </section>
  );
}

function KeyTable({ path, keys }: { path: string; keys: readonly KeyView[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Ends in</th>
          <th scope="col">Role</th>
          <th scope="col">Since</th>
          <th scope="col">Last used</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr>
            <td data-label="Name">{key.name ?? <span class="soft">–</span>}</td>
            <td data-label="Ends in">
              <code>…{key.lastFour}</code>
            </td>
            <td data-label="Role">{key.role}</td>
            <td data-label="Since">
              <Time at={key.createdAt} />
            </td>
            <td data-label="Last used">
              <Time at={key.lastUsedAt} />
            </td>
            <td data-label="Action">
              <Action
                to={`${path}/keys/${key.id}/revoke`}
                kind="danger"
                ask="Revoke this key? Whoever uses it is locked out at once, sessions in the portal included."
              >
                Revoke
              </Action>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
