import type { PageView } from "../../manage/paging.ts";
import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Badge, Empty, Pages } from "../parts/parts.view.tsx";

interface SubscriptionsProps {
  tenant: PageTenant;
  page: PageView<SubscriptionView>;
  query: Readonly<Record<string, string>>;
  /** Whether whoever looks may make one. */
  mayWrite: boolean;
}

/** A tenant's subscriptions, newest first. */
export function SubscriptionsPage({ tenant, page, query, mayWrite }: SubscriptionsProps) {
  const path = tenantPath(tenant);
  return (
    <>
      <div class="head">
        <h1>Subscriptions</h1>
        {mayWrite && (
          <a class="button main" href={`${path}/subscriptions/new`}>
            New subscription
          </a>
        )}
      </div>
      {page.data.length === 0 ? (
        <Empty>No subscription yet: events are kept and go nowhere.</Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Gets</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {page.data.map((subscription) => (
              <tr>
                <td data-label="Endpoint">
                  <a href={`${path}/subscriptions/${subscription.id}`}>{subscription.url}</a>
                  {subscription.description && <div class="soft small">{subscription.description}</div>}
                </td>
                <td data-label="Gets">{whatItGets(subscription)}</td>
                <td data-label="Status">
                  <Badge status={subscription.status} />
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

/** Its categories and types in one line. */
export function whatItGets({ categories, eventTypes }: SubscriptionView): string {
  const named = [...categories, ...eventTypes];
  return named.length === 0 ? "everything" : named.join(", ");
}
