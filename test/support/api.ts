import type {
  FullDeliveryView,
  DeliveryView,
  EventView,
  FullEventView,
} from "../../src/manage/events/event.schema.ts";
import type { SourceView } from "../../src/manage/sources/source.schema.ts";
import type { CreatedSubscriptionView } from "../../src/manage/subscriptions/subscription.schema.ts";
import type { TenantView } from "../../src/manage/tenants/tenant.schema.ts";

type Body = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string>>;

/** Any answer of the management API. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The management API in the hands of its operator. All but `request` throw where the answer is not a success. */
export interface Api {
  request(method: string, path: string, body?: Body): Promise<Answer>;
  post<T>(path: string, body?: Body): Promise<T>;
  patch<T>(path: string, body: Body): Promise<T>;
  get<T>(path: string): Promise<T>;
  /** A whole list, page by page, newest first. */
  list<T>(path: string, query?: Query): Promise<T[]>;

  createTenant(draft: Body): Promise<TenantView>;
  createSource(draft: Body): Promise<SourceView>;
  createSubscription(tenant: string, draft: Body): Promise<CreatedSubscriptionView>;
  events(tenant: string, query?: Query): Promise<EventView[]>;
  event(tenant: string, id: string): Promise<FullEventView>;
  deliveries(tenant: string, query?: Query): Promise<DeliveryView[]>;
  delivery(tenant: string, id: string): Promise<FullDeliveryView>;
}

const PAGE_LIMIT = "200"; // the most that a list gives at once

export function createApi(origin: string, adminKey: string): Api {
  const request: Api["request"] = async (method, path, body) => {
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  const succeed = async <T>(method: string, path: string, body?: Body): Promise<T> => {
    const answer = await request(method, path, body);
    if (answer.status < 300) return answer.body as T;
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  };
  const list = async <T>(path: string, query: Query = {}): Promise<T[]> => {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const search = new URLSearchParams({
        limit: PAGE_LIMIT,
        ...query,
        ...(cursor === null ? {} : { cursor }),
      });
      const page: { data: T[]; nextCursor: string | null } = await succeed(
        "GET",
        `${path}?${search.toString()}`,
      );
      items.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  };
  return {
    request,
    list,
    post: (path, body = {}) => succeed("POST", path, body),
    patch: (path, body) => succeed("PATCH", path, body),
    get: (path) => succeed("GET", path),
    createTenant: (draft) => succeed("POST", "/v1/tenants", draft),
    createSource: (draft) => succeed("POST", "/v1/sources", draft),
    createSubscription: (tenant, draft) => succeed("POST", `/v1/tenants/${tenant}/subscriptions`, draft),
    events: (tenant, query) => list(`/v1/tenants/${tenant}/events`, query),
    event: (tenant, id) => succeed("GET", `/v1/tenants/${tenant}/events/${id}`),
    deliveries: (tenant, query) => list(`/v1/tenants/${tenant}/deliveries`, query),
    delivery: (tenant, id) => succeed("GET", `/v1/tenants/${tenant}/deliveries/${id}`),
  };
}
