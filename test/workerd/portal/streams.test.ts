import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import {
  arrivalOf,
  configurationOf,
  failed,
  outcomeOf,
  settlementOf,
  subscriptionOf,
} from "../../support/builders/coordination.ts";
import { newId } from "../../../src/platform/ids.ts";
import { emptyDatabase, newTenant, START } from "../api/api-under-test.ts";
import { newKey } from "../api/with-key.ts";
import { eventually, leasesOf, only } from "../coordinate/coordinator-under-test.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

/** A stream of the real coordinator: its first event was taken, its second one fails, its third one waits behind. */
async function blockedLane() {
  const portal = portalUnderTest({ coordinator: (name) => env.COORDINATOR.getByName(name) });
  const tenant = await newTenant(portal.api);
  const coordinator = env.COORDINATOR.getByName(`${tenant}:0`);
  await coordinator.configure(
    configurationOf([subscriptionOf(newId("sub", START))], { tenantId: tenant, version: 9 }),
  );
  const accept = (type: string) =>
    coordinator.accept(arrivalOf({ stream: "media:a", type, configVersion: 1 }));
  const taken = only(leasesOf(await accept("video.media.created")));
  await coordinator.settle(settlementOf([outcomeOf(taken)], { wanted: 0 }));
  const refused = only(leasesOf(await accept("video.media.ready")));
  await coordinator.settle(settlementOf([outcomeOf(refused, failed())], { wanted: 0 }));
  await accept("video.mediaAI.summary.ready");
  await level();
  const somebody = await portal.signedIn(await newKey(portal.api, tenant, "manage"));
  const path = `/portal/t/${tenant}`;
  return { somebody, path, level };

  function level() {
    return eventually(async () => ((await coordinator.counters()).unrecorded === 0 ? true : null));
  }
}

it("lists a stream with something open first, and leads to its life", async () => {
  const { somebody, path } = await blockedLane();

  const active = await somebody.get(`${path}/streams`);
  const atRest = await somebody.get(`${path}/streams?active=false`);

  expect(active.text).toContain(`${path}/streams/media%3Aa`);
  expect(atRest.text).not.toContain("media%3Aa");
});

it("shows each event as a column and each delivery in its lane, and what the head waits for", async () => {
  const { somebody, path } = await blockedLane();

  const { status, text } = await somebody.get(`${path}/streams/media%3Aa`);
  const marks = [...text.matchAll(/class="mark[^"]*" title="([^"]*)"/g)].map(([, told]) => told);

  expect(status).toBe(200);
  expect(marks).toEqual([
    "delivered, 1 attempt, position 1",
    "holds its lane until it goes through, 1 attempt, position 2",
    "waits for its turn, position 3",
  ]);
  expect(text).toContain("held at 2, 2 open");
  expect(text).toMatch(/It waits for its next attempt, until <time/);
  expect(text).toContain("1 event waits behind it, in order.");
});

it("releases a lane by skipping its head, and says on the stream's page why that cannot be done twice", async () => {
  const { somebody, path, level } = await blockedLane();
  const { text } = await somebody.get(`${path}/streams/media%3Aa`);
  const head = deliveryOfForm(text, "skip");

  const skipped = await somebody.post(`${path}/deliveries/${head}/skip`, { to: "stream" });
  const again = await somebody.post(`${path}/deliveries/${head}/skip`, { to: "stream" });
  await level();
  const after = await somebody.get(`${path}/streams/media%3Aa?done=skip`);

  expect(skipped.headers.get("location")).toBe(`${path}/streams/media%3Aa?done=skip`);
  expect(again.status).toBe(409);
  expect(again.text).toContain("The delivery is settled");
  expect(again.text).toContain("What it waits for");
  expect(after.text).toContain('title="skipped, 1 attempt, position 2"');
  expect(after.text).toContain("held at 3, 1 open");
});

it("knows no stream that there never was", async () => {
  const { somebody, path } = await blockedLane();

  expect((await somebody.get(`${path}/streams/media%3Anone`)).status).toBe(404);
});

/** The delivery that the first such form of a page is about. */
function deliveryOfForm(text: string, how: string): string {
  return new RegExp(`/deliveries/([^/"]+)/${how}"`).exec(text)?.[1] ?? "";
}
