import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { enterBy, portalLink, signInWith } from "../../support/portal-visit.ts";
import { usePortal } from "../../support/use-portal.ts";

const portal = usePortal();
const COOKIE = "hooklane_portal";
/** Between the answer that gave a cookie and a look at it. */
const TOLERANCE_SECONDS = 30;
const BROWSERS = [
  ["with scripts", true],
  ["without JavaScript", false],
] as const;

it.each(BROWSERS)(
  "the operator comes in with the admin key and with no other, and leaves (%s)",
  async (_name, scripts) => {
    const { page } = await portal.visit({ scripts });

    await page.goto("/portal");
    const shown = new URL(page.url()).pathname;
    await page.getByLabel("Key").fill("somebody-elses-key");
    await page.getByRole("button", { name: "Sign in" }).click();
    const refusal = await page.getByRole("alert").textContent();
    await signInWith(page, portal.product().adminKey);
    const inside = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto("/portal/tenants");

    expect([shown, refusal, inside]).toEqual(["/portal/sign-in", "Nobody has this key.", "/portal/tenants"]);
    expect(new URL(page.url()).pathname).toBe("/portal/sign-in");
  },
);

it("a session that is gone or made up leads to the door", async () => {
  const { url, adminKey } = portal.product();
  const { page, context } = await portal.visit();
  const reached = async () => {
    await page.goto("/portal/tenants");
    return new URL(page.url()).pathname;
  };
  await signInWith(page, adminKey);

  const inside = await reached();
  await context.clearCookies();
  await context.addCookies([{ name: COOKIE, value: "v1.made.up", url: `${url}/portal` }]);
  const madeUp = await reached();
  await context.clearCookies();
  const gone = await reached();

  expect([inside, madeUp, gone]).toEqual(["/portal/tenants", "/portal/sign-in", "/portal/sign-in"]);
});

it("a session is a cookie that no script reads, no other site sends, and an idle hour ends", async () => {
  const scene = await portal.scene();
  const { page, context } = await portal.visit();

  await enterBy(page, await portalLink(scene.api, scene.tenant));
  const inAnHour = Date.now() / 1000 + 3600;
  const [cookie] = await context.cookies(`${portal.product().url}/portal`);

  expect(cookie).toMatchObject({ name: COOKIE, httpOnly: true, sameSite: "Lax", path: "/portal" });
  expect(Math.abs(Number(cookie?.expires) - inAnHour)).toBeLessThan(TOLERANCE_SECONDS);
  expect(await page.evaluate("document.cookie")).toBe("");
});

it("a tenant's session opens none of another's pages and none of the operator's", async () => {
  const [mine, theirs] = [await portal.scene(), await portal.scene()];
  const { subscription } = await theirs.subscribe();
  const { id } = await theirs.tell({ type: "video.media.ready", of: "m1" });
  const { page } = await portal.visit();
  await enterBy(page, await portalLink(mine.api, mine.tenant));
  const statusOf = async (path: string) => (await page.goto(path))?.status();
  const foreign = [
    `/portal/t/${theirs.tenant}`,
    `/portal/t/${theirs.tenant}/events`,
    `/portal/t/${theirs.tenant}/events/${id}`,
    `/portal/t/${theirs.tenant}/subscriptions`,
    `/portal/t/${theirs.tenant}/subscriptions/new`,
    `/portal/t/${theirs.tenant}/subscriptions/${subscription.id}`,
    `/portal/t/${theirs.tenant}/subscriptions/${subscription.id}/edit`,
    // Another's things under the own name.
    `/portal/t/${mine.tenant}/events/${id}`,
    `/portal/t/${mine.tenant}/subscriptions/${subscription.id}`,
  ];

  const statuses = [];
  for (const path of foreign) statuses.push(await statusOf(path));
  const operators = await statusOf("/portal/tenants");

  expect(statuses).toEqual(foreign.map(() => 404));
  expect(operators).toBe(403);
});

it("a link to read shows everything and changes nothing", async () => {
  const scene = await portal.scene();
  const { subscription } = await scene.subscribe();
  const path = `/portal/t/${scene.tenant}/subscriptions`;
  const { page, context } = await portal.visit();
  await enterBy(page, await portalLink(scene.api, scene.tenant, "read"));

  await page.goto(path);
  await page.getByRole("link", { name: subscription.url }).click();
  const buttons = await page.locator("main form button").count();
  const origin = portal.product().url;
  const posts = [];
  for (const what of ["pause", "test", "edit", "remove"]) {
    const answer = await context.request.post(`${path}/${subscription.id}/${what}`, {
      headers: { origin },
      form: {},
      maxRedirects: 0,
    });
    posts.push(answer.status());
  }

  expect(buttons).toBe(0);
  expect(posts).toEqual([403, 403, 403, 403]);
});

it("a form on another site changes nothing, even in the browser of somebody who is inside", async () => {
  const scene = await portal.scene();
  const { subscription } = await scene.subscribe();
  const path = `/portal/t/${scene.tenant}/subscriptions/${subscription.id}`;
  const action = `${portal.product().url}${path}/pause`;
  const elsewhere = await serveElsewhere(
    `<form method="post" action="${action}"><button>Win</button></form>`,
  );
  const { page } = await portal.visit({ alsoAt: [elsewhere] });
  await enterBy(page, await portalLink(scene.api, scene.tenant));

  await page.goto(elsewhere);
  await page.getByRole("button", { name: "Win" }).click();
  await page.getByText("This form was sent from another site").waitFor();
  await page.goto(path);

  expect(await page.locator("main .badge").first().textContent()).toBe("enabled");
});

it("no other site shows the portal in a frame where the operator has allowed none", async () => {
  const elsewhere = await serveElsewhere(`<iframe src="${portal.product().url}/portal/sign-in"></iframe>`);
  const visit = await portal.visit({ alsoAt: [elsewhere, "null"] });

  await visit.page.goto(elsewhere);
  const shown = await visit.page.frames()[1]?.getByLabel("Key").count();

  expect(shown).toBe(0);
  expect(visit.takeObjections().join()).toContain("frame-ancestors");
});

async function serveElsewhere(html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
