/** What a page can be about, by the name that its address has for it. */
export interface PortalThings {
  /** uid. */
  tenant: string;
  subscription: string;
  /** An event whose delivery has failed attempts. */
  event: string;
  /** `media:...` or `live:...`, of that event. */
  stream: string;
  source: string;
  /** A path of a link that was not opened yet. */
  link: string;
}

/** A page of the portal, for whatever has to hold on all of them. */
export interface PortalPage {
  /** Unique; also the name of its screenshot. */
  name: string;
  /** Who looks at it. */
  as: "nobody" | "operator" | "tenant";
  path: (things: PortalThings) => string;
  /** Absent = 200. */
  status?: number;
}

/** Every page. A new page has a row here: accessibility, size and screenshots follow from it. */
export const PORTAL_PAGES: readonly PortalPage[] = [
  { name: "sign-in", as: "nobody", path: () => "/portal/sign-in" },
  { name: "enter", as: "nobody", path: ({ link }) => link },
  { name: "link-over", as: "nobody", path: () => "/portal/enter/of-yesterday", status: 410 },
  { name: "tenants", as: "operator", path: () => "/portal/tenants" },
  { name: "tenant-new", as: "operator", path: () => "/portal/tenants/new" },
  { name: "tenant", as: "operator", path: (of) => `/portal/tenants/${of.tenant}` },
  { name: "tenant-change", as: "operator", path: (of) => `/portal/tenants/${of.tenant}/edit` },
  { name: "sources", as: "operator", path: () => "/portal/sources" },
  { name: "source-new", as: "operator", path: () => "/portal/sources/new" },
  { name: "source", as: "operator", path: (of) => `/portal/sources/${of.source}` },
  { name: "source-change", as: "operator", path: (of) => `/portal/sources/${of.source}/edit` },
  { name: "unrouted", as: "operator", path: () => "/portal/unrouted" },
  { name: "system", as: "operator", path: () => "/portal/system" },
  { name: "overview", as: "tenant", path: (of) => `/portal/t/${of.tenant}` },
  { name: "events", as: "tenant", path: (of) => `/portal/t/${of.tenant}/events` },
  {
    name: "events-none",
    as: "tenant",
    path: (of) => `/portal/t/${of.tenant}/events?status=skipped&from=soon`,
  },
  { name: "event", as: "tenant", path: (of) => `/portal/t/${of.tenant}/events/${of.event}` },
  { name: "subscriptions", as: "tenant", path: (of) => `/portal/t/${of.tenant}/subscriptions` },
  { name: "subscription-new", as: "tenant", path: (of) => `/portal/t/${of.tenant}/subscriptions/new` },
  {
    name: "subscription",
    as: "tenant",
    path: (of) => `/portal/t/${of.tenant}/subscriptions/${of.subscription}`,
  },
  {
    name: "subscription-change",
    as: "tenant",
    path: (of) => `/portal/t/${of.tenant}/subscriptions/${of.subscription}/edit`,
  },
  { name: "streams", as: "tenant", path: (of) => `/portal/t/${of.tenant}/streams` },
  {
    name: "stream",
    as: "tenant",
    path: (of) => `/portal/t/${of.tenant}/streams/${encodeURIComponent(of.stream)}`,
  },
  { name: "replays", as: "tenant", path: (of) => `/portal/t/${of.tenant}/replays` },
  { name: "replay-new", as: "tenant", path: (of) => `/portal/t/${of.tenant}/replays/new` },
  { name: "not-found", as: "tenant", path: (of) => `/portal/t/${of.tenant}/events/nothing`, status: 404 },
];
