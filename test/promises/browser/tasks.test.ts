import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { enterBy, portalLink } from "../../support/portal-visit.ts";
import { failingFirst, OK, type Script, startReceiver } from "../../support/receiver.ts";
import { usePortal } from "../../support/use-portal.ts";
import { waitFor } from "../../support/wait-for.ts";

const portal = usePortal();

const BROWSERS: [string, { scripts: boolean }][] = [
  ["with scripts", { scripts: true }],
  ["without JavaScript", { scripts: false }],
];

describe.each(BROWSERS)("a tenant's developer %s", (_name, manner) => {
  it("comes in by a link, once", async () => {
    const scene = await portal.scene();
    const link = await portalLink(scene.api, scene.tenant);
    const { page } = await portal.visit(manner);

    await enterBy(page, link);
    const inside = await page.getByRole("heading", { level: 1 }).textContent();
    const { page: second } = await portal.visit(manner);
    const again = await second.goto(link);

    expect(inside).not.toBe("");
    expect(again?.status()).toBe(410);
    expect(await second.getByRole("heading", { level: 1 }).textContent()).toBe("This link is over");
  });

  it("makes a subscription with the picker, sees what matches, and gets just that", async () => {
    const scene = await portal.scene();
    const receiver = await startReceiver();
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.getByRole("link", { name: "Subscriptions" }).click();
    await page.getByRole("link", { name: "New subscription" }).click();
    await page.getByLabel("URL").fill(`${receiver.url}/hook`);
    await page.getByRole("checkbox", { name: "live_stream", exact: true }).check();
    if (!manner.scripts) await page.getByRole("button", { name: "Show what matches" }).click();
    await waitFor("the types that match", () => isMatching(page, /live_stream/));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Copy the secret now").waitFor();
    const secret = await page.locator("#secret").textContent();
    await scene.tell({ type: "video.media.ready", of: "m1" });
    await scene.tell({ type: "video.live_stream.active", of: "l1" });
    await waitFor("the event at the endpoint", () => receiver.deliveries.length > 0);
    await receiver.close();

    expect(secret).toMatch(/^whsec_/);
    expect(receiver.deliveries.map(({ headers }) => headers["hooklane-event-type"])).toEqual([
      "video.live_stream.active",
    ]);
  });

  it("is shown what was typed and what is wrong with it where a subscription is refused", async () => {
    const scene = await portal.scene();
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/subscriptions/new`);
    await page.getByLabel("URL").fill("https://acme.example/hook");
    await page.getByLabel("Timeout in seconds").fill("soon");
    await page.getByRole("button", { name: "Save" }).click();
    const alert = await page.getByRole("alert").textContent();

    expect(alert).toContain("timeoutSeconds");
    expect(await page.getByLabel("URL").inputValue()).toBe("https://acme.example/hook");
    expect(await page.getByLabel("Timeout in seconds").inputValue()).toBe("soon");
  });

  it("finds the event that failed, and reads what the endpoint answered", async () => {
    const scene = await portal.scene();
    const refusal = { kind: "answer", status: 503, body: "the queue is full" } as const;
    await scene.subscribe((_request, seen) => (seen === 0 ? refusal : OK), { retrySchedule: [3600] });
    const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
    await waitFor("the attempt in the record", async () => {
      const event = await scene.api.event(scene.tenant, id);
      return event.deliveries.some(({ attemptCount }) => attemptCount > 0);
    });
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/events?status=pending`);
    await page.getByRole("link", { name: "video.media.ready" }).click();
    const deliveries = page.getByRole("region", { name: "Deliveries" });
    await deliveries.locator("summary", { hasText: "attempt 1" }).click();
    const shown = await deliveries.innerText();

    expect(shown).toContain("waits for its next attempt");
    expect(shown).toContain("503");
    expect(shown).toContain("the queue is full");
  });

  it("sees which event blocks a lane of a stream, and releases it by skipping that one", async () => {
    const scene = await portal.scene();
    const refusesTheFirst: Script = ({ headers }) =>
      headers["hooklane-sequence"] === "1" ? { kind: "answer", status: 500 } : OK;
    const { receiver } = await scene.subscribe(refusesTheFirst, { retrySchedule: [3600] });
    const { stream } = await scene.tell({ type: "video.media.created", of: "m1" });
    await scene.tell({ type: "video.media.ready", of: "m1" });
    await waitFor("the second to wait for the first, in the record", async () => {
      const deliveries = await scene.api.deliveries(scene.tenant, { status: "pending" });
      return deliveries.some(({ attemptCount }) => attemptCount > 0) && deliveries.length === 2;
    });
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/streams/${encodeURIComponent(stream)}`);
    const waiting = await page.getByRole("main").innerText();
    await page.getByRole("button", { name: "Skip" }).first().click();
    await waitFor("the second at the endpoint", () =>
      receiver.deliveries.some(({ headers }) => headers["hooklane-sequence"] === "2"),
    );

    expect(waiting).toMatch(/waits for its next attempt/);
  });

  it("sends an event again", async () => {
    const scene = await portal.scene();
    const { receiver } = await scene.subscribe();
    const { id } = await scene.tell({ type: "video.media.ready", of: "m1" });
    await waitFor("the delivery in the record", async () => {
      const { status } = await scene.api.event(scene.tenant, id);
      return status === "delivered";
    });
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/events/${id}`);
    await page.locator("form[action$=redeliver] button").first().click();
    await page.getByText("It is sent again.").waitFor();
    await waitFor("the event once more", () => receiver.deliveries.length === 2);

    expect(receiver.deliveries.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);
  });

  it("pauses a subscription, and resumes it with what came meanwhile", async () => {
    const scene = await portal.scene();
    const { receiver, subscription } = await scene.subscribe();
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/subscriptions/${subscription.id}`);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await scene.tell({ type: "video.media.ready", of: "m1" });
    const whilePaused = receiver.deliveries.length;
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await waitFor("what came meanwhile", () => receiver.deliveries.length === 1);

    expect(whilePaused).toBe(0);
  });

  it("sends a test and sees the answer at once", async () => {
    const scene = await portal.scene();
    const { subscription } = await scene.subscribe(failingFirst(1, 418));
    const { page } = await portal.visit(manner);
    await enterBy(page, await portalLink(scene.api, scene.tenant));

    await page.goto(`/portal/t/${scene.tenant}/subscriptions/${subscription.id}`);
    await page.getByLabel("Event type").selectOption("video.live_stream.active");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const refused = await page.getByRole("alert").textContent();

    expect(refused).toContain("status 418");
    expect(await page.getByLabel("Event type").inputValue()).toBe("video.live_stream.active");
  });
});

it("an event appears by itself, and so does what becomes of it", async () => {
  const scene = await portal.scene();
  await scene.subscribe(failingFirst(1));
  const { page } = await portal.visit();
  await enterBy(page, await portalLink(scene.api, scene.tenant));
  await page.goto(`/portal/t/${scene.tenant}/events`);
  // Gone with a reload: it proves that there was none.
  await page.evaluate("document.body.dataset.seen = 'yes'");

  await scene.tell({ type: "video.media.ready", of: "m1" });
  await page.getByRole("row", { name: "video.media.ready" }).waitFor();
  await page.getByRole("row", { name: "1 of 1" }).waitFor();

  expect(await page.evaluate("document.body.dataset.seen")).toBe("yes");
});

async function isMatching(page: Page, pattern: RegExp): Promise<boolean> {
  const types = await page.locator("#matching summary .mono").allTextContents();
  return types.length > 0 && types.every((type) => pattern.test(type));
}
