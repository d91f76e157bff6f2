import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Api } from "./api.ts";

/** How somebody looks at the portal. */
export interface Manner {
  /** false = a browser without JavaScript. */
  scripts?: boolean;
  scheme?: "light" | "dark";
  screen?: Screen;
  /** Further origins that a test leads the browser to. */
  alsoAt?: readonly string[];
}

/** A browser window of its own, with cookies of its own. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What must not be: requests to other origins, scripts that failed, what the browser refused. Taken once. */
  takeObjections(): string[];
}

type Screen = keyof typeof SCREENS;

/** CSS pixels. */
export const SCREENS = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** A page that does not come within this is a failure; far beyond what a busy machine takes. */
const PAGE_TIMEOUT_MS = 30_000;
/** An answer of 404 or 422 is a page like any other. */
const IS_A_STATUS = /^Failed to load resource: the server responded with a status of 4/;

/** Opens a window at the portal of `origin`. What it may not do is written down, not prevented. */
export async function visit(browser: Browser, origin: string, manner: Manner = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: SCREENS[manner.screen ?? "desktop"],
    colorScheme: manner.scheme ?? "light",
    javaScriptEnabled: manner.scripts ?? true,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  const objections: string[] = [];
  const isAllowed = (url: string) =>
    url.startsWith("data:") || [origin, ...(manner.alsoAt ?? [])].includes(new URL(url).origin);
  context.on("request", (request) => {
    if (!isAllowed(request.url())) objections.push(`a request to ${request.url()}`);
  });
  context.on("weberror", (failure) => objections.push(`a script failed: ${failure.error().message}`));
  context.on("console", (line) => {
    if (line.type() === "error" && !IS_A_STATUS.test(line.text())) objections.push(line.text());
  });
  // A script asks before something is changed; whoever clicks here means it.
  context.on("dialog", (dialog) => void dialog.accept());
  return { page: await context.newPage(), context, takeObjections: () => objections.splice(0) };
}

/** A fresh one-time link to a tenant's pages. */
export async function portalLink(
  api: Api,
  tenant: string,
  role: "manage" | "read" = "manage",
): Promise<string> {
  const { url } = await api.post<{ url: string }>(`/v1/tenants/${tenant}/portal-links`, { role });
  return url;
}

/** Goes in by a link. */
export async function enterBy(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Open" }).click();
  await page.waitForURL("**/portal/t/**");
}

/** Goes in with a key. */
export async function signInWith(page: Page, key: string): Promise<void> {
  await page.goto("/portal/sign-in");
  await page.getByLabel("Key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Gives a window the session of somebody, without a look at the door. */
export async function takeSession(
  { request }: BrowserContext,
  who: "operator" | "tenant",
  { api, url, adminKey, tenant }: { api: Api; url: string; adminKey: string; tenant: string },
): Promise<void> {
  const headers = { origin: url };
  if (who === "operator") await request.post("/portal/sign-in", { headers, form: { key: adminKey } });
  else await request.post(await portalLink(api, tenant), { headers, form: {} });
}
