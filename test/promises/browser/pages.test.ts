import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { PORTAL_PAGES, type PortalThings } from "../../support/portal-pages.ts";
import { portalLink, SCREENS, takeSession } from "../../support/portal-visit.ts";
import { usePortal } from "../../support/use-portal.ts";
import { waitFor } from "../../support/wait-for.ts";

const portal = usePortal();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const KIB = 1024;
// What a phone on a poor line loads before it shows something.
const MAX_HTML_BYTES = 60 * KIB;
const MAX_SCRIPTS_BYTES = 80 * KIB;

const LOOKS = [
  { scheme: "light", screen: "desktop" },
  { scheme: "dark", screen: "phone" },
] as const;

let things: PortalThings;
beforeAll(async () => {
  if (!portal.isThere) return;
  const scene = await portal.scene();
  const { subscription } = await scene.subscribe(() => ({ kind: "answer", status: 500, body: "no" }), {
    description: "the player",
    retrySchedule: [1, 3600],
  });
  await scene.subscribe();
  const { id, stream } = await scene.tell({ type: "video.media.created", of: "m1" });
  await scene.tell({ type: "video.media.ready", of: "m1" });
  await waitFor("failed attempts in the record", async () => {
    const event = await scene.api.event(scene.tenant, id);
    return event.deliveries.some(({ attemptCount }) => attemptCount > 1);
  });
  const link = new URL(await portalLink(scene.api, scene.tenant)).pathname;
  const { tenant, source } = scene;
  things = { tenant, subscription: subscription.id, event: id, stream, source: source.id, link };
});

it.each(PORTAL_PAGES)(
  "is small, and everybody can use it, on any screen, in light and dark: $name",
  async (shown) => {
    const { page, context } = await portal.visit();
    if (shown.as !== "nobody") await takeSession(context, shown.as, { ...portal.product(), ...things });
    const scripts: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.body());
    });

    const answer = await page.goto(shown.path(things));
    const html = gzipSync((await answer?.body()) ?? "").length;
    const ofScripts = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
    const objections = await objectionsTo(page);

    expect(answer?.status()).toBe(shown.status ?? 200);
    expect(objections).toEqual([]);
    expect(html).toBeLessThan(MAX_HTML_BYTES);
    expect(ofScripts).toBeGreaterThan(0);
    expect(ofScripts).toBeLessThan(MAX_SCRIPTS_BYTES);
  },
);

/** What stands in somebody's way, in both looks of a page. */
async function objectionsTo(page: Page): Promise<string[]> {
  const objections: string[] = [];
  // What is folded away has to be good as well.
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  for (const { scheme, screen } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(SCREENS[screen]);
    const violations = await seriousViolations(page);
    objections.push(...violations.map((violation) => `${scheme}, ${screen}: ${violation}`));
    const sidewaysPx = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
    if (sidewaysPx > 0) objections.push(`${scheme}, ${screen}: scrolls sideways by ${sidewaysPx} px`);
  }
  return objections;
}

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function seriousViolations(page: Page): Promise<string[]> {
  // Not as a script of the page: its content policy refuses all but the portal's own.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as {
    violations: Violation[];
  };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}
