import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Principal } from "../../manage/principal.ts";
import type { Assets } from "../assets/assets.ts";

/** A tenant as the pages name it. */
export interface PageTenant {
  id: string;
  uid: string | null;
  name: string;
}

/** What is around every page. */
export interface FrameProps {
  title: string;
  assets: Assets;
  /** Absent on the pages in front of the door. */
  principal?: Principal;
  /** Whose pages these are. */
  tenant?: PageTenant;
  /** The entry of the menu that is open. */
  here?: string;
  /** For a page that is one column of text. */
  narrow?: true;
  children?: Child;
}

const TENANT_MENU = [
  ["", "Overview"],
  ["/subscriptions", "Subscriptions"],
  ["/events", "Events"],
  ["/streams", "Streams"],
  ["/replays", "Replays"],
] as const;

const OPERATOR_MENU = [
  ["/portal/tenants", "Tenants"],
  ["/portal/sources", "Sources"],
  ["/portal/unrouted", "Unrouted"],
  ["/portal/system", "System"],
] as const;

/** Where a tenant's pages begin. */
export function tenantPath(tenant: PageTenant): string {
  return `/portal/t/${encodeURIComponent(tenant.uid ?? tenant.id)}`;
}

/** An address with a query; what is empty in it is left out. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== "");
  const text = new URLSearchParams(filled).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A whole document, ready to be sent. */
export function document(props: FrameProps) {
  return html`<!doctype html>${<Frame {...props} />}`;
}

function Frame({ title, assets, principal, tenant, here, narrow, children }: FrameProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{tenant ? `${title} · ${tenant.name}` : title} · Hooklane</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets.style.path} />
        <script src={assets.script.path} defer></script>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <div>
            <a class="brand" href="/portal">
              Hooklane
            </a>
            {tenant && <Menu label={tenant.name} entries={tenantMenu(tenant)} here={here} />}
            {principal?.kind === "operator" && !tenant && (
              <Menu label="Operator" entries={OPERATOR_MENU} here={here} />
            )}
            {principal?.kind === "operator" && tenant && <a href="/portal/tenants">All tenants</a>}
            {principal && (
              <form method="post" action="/portal/sign-out">
                <button type="submit">Sign out</button>
              </form>
            )}
          </div>
        </header>
        <main id="main" class={narrow ? "narrow" : ""} tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

function tenantMenu(tenant: PageTenant): (readonly [string, string])[] {
  return TENANT_MENU.map(([path, text]) => [tenantPath(tenant) + path, text]);
}

function Menu({
  label,
  entries,
  here,
}: {
  label: string;
  entries: readonly (readonly [path: string, text: string])[];
  here: string | undefined;
}) {
  return (
    <nav aria-label={label}>
      <ul>
        {entries.map(([path, text]) => (
          <li>
            <a href={path} aria-current={text === here ? "page" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
