import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { portalLink } from "../../support/portal-visit.ts";
import { usePortal } from "../../support/use-portal.ts";

const portal = usePortal();
/** No page has so many stops that somebody should need more. */
const MAX_TABS = 60;

it("a developer comes in and makes a subscription by keyboard alone, and always sees where the focus is", async () => {
  const scene = await portal.scene();
  const link = await portalLink(scene.api, scene.tenant);
  const { page } = await portal.visit();

  await page.goto(link);
  await follow(page, "Open");
  await page.waitForURL("**/portal/t/**");
  await follow(page, "Subscriptions");
  await page.waitForURL("**/subscriptions");
  await follow(page, "New subscription");
  await page.waitForURL("**/subscriptions/new");
  await tabTo(page, "URL");
  await page.keyboard.type("http://127.0.0.1:9/by-keyboard");
  await tabTo(page, "media");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.getByText("Copy the secret now").waitFor();
  const [made] = await scene.api.list<{ url: string; categories: string[] }>(
    `/v1/tenants/${scene.tenant}/subscriptions`,
  );

  expect(made).toMatchObject({ url: "http://127.0.0.1:9/by-keyboard", categories: ["media"] });
});

it("the operator signs in by typing the key and Enter: the field has the focus", async () => {
  const { page } = await portal.visit();

  await page.goto("/portal");
  await focused(page, "Key");
  await page.keyboard.type(portal.product().adminKey);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/portal/tenants");

  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Tenants");
});

it("the first stop of a page leads past its menu", async () => {
  const { page } = await portal.visit();
  await page.goto("/portal/sign-in");
  await focused(page, "Key");
  await page.evaluate("document.activeElement.blur()");

  await tabTo(page, "Skip to the content");
  await page.keyboard.press("Enter");

  expect(await page.evaluate("document.activeElement.id")).toBe("main");
});

/** Waits until a field has the focus by itself: a browser gives it with the first picture of the page, not with its load. */
function focused(page: Page, field: string): Promise<void> {
  return page.getByLabel(field).and(page.locator(":focus")).waitFor();
}

async function follow(page: Page, link: string): Promise<void> {
  await tabTo(page, link);
  await page.keyboard.press("Enter");
}

/** Goes on by Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  while (seen.length < MAX_TABS) {
    await page.keyboard.press("Tab");
    const { called, hasRing } = (await page.evaluate(FOCUSED)) as { called: string; hasRing: boolean };
    if (!hasRing) throw new Error(`nobody sees that "${called}" has the focus`);
    if (called === name) return;
    seen.push(called);
  }
  throw new Error(`no way to "${name}" by Tab: ${seen.join(", ")}`);
}

const FOCUSED = `(() => {
  const at = document.activeElement;
  const text = (at.labels?.[0] ?? at).innerText.trim();
  return { called: text, hasRing: at === document.body || getComputedStyle(at).outlineStyle !== "none" };
})()`;
