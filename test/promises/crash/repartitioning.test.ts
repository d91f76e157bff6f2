import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import type { TenantView } from "../../../src/manage/tenants/tenant.schema.ts";
import { balance } from "../../support/ledger.ts";
import { endLife, newLife, startProduct } from "../../support/product.ts";
import { OK, type Script } from "../../support/receiver.ts";
import { openScene } from "../../support/scene.ts";
import { startSenders } from "../../support/tireless-sender.ts";
import { waitFor } from "../../support/wait-for.ts";

/** Between a change of the partitions and its kill: while it is told, and while streams are asked for and swept. */
const KILLED_AFTER_MS = [30, 500];
const LAYOUTS = [4, 2];
const SETTLED_WITHIN_MS = 60_000;
const MAX_IN_FLIGHT = 12;
const POLICY = { timeoutSeconds: 3, maxInFlight: MAX_IN_FLIGHT };
const LOAD = { senders: 5, streamsEach: 5, newAfter: 40, pauseMs: 15 };

const slow: Script = () => ({ kind: "delay", ms: 30, next: OK });

it("keeps its books through kill -9 while a tenant's streams move to other partitions", async () => {
  const life = newLife({ LOG_LEVEL: "warn" });
  onTestFinished(() => endLife(life));
  let product = await startProduct(life);
  onTestFinished(() => product.kill());
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const seats = [await scene.subscribe(undefined, POLICY), await scene.subscribe(slow, POLICY)];
  const path = `/v1/tenants/${scene.tenant}`;
  const moved = () =>
    waitFor(
      "every stream to be where it belongs",
      async () => (await product.api.get<TenantView>(path)).repartitioning === null,
      SETTLED_WITHIN_MS,
    );

  const senders = startSenders(scene, () => product.url, LOAD);
  const kills: number[] = [];
  for (const [index, partitions] of LAYOUTS.entries()) {
    await pause(500);
    await product.api.patch(path, { partitions });
    await pause(KILLED_AFTER_MS[index]);
    await product.kill();
    kills.push(performance.now());
    product = await startProduct(life);
    await moved();
  }
  await senders.finish();

  const acknowledged = senders.acknowledged();
  for (const { subscription, receiver } of seats) {
    const recorded = await waitFor(
      "everything to be settled and recorded",
      async () => {
        const listed = await product.api.deliveries(scene.tenant, { subscription: subscription.id });
        const isOpen = listed.some(({ status }) => status === "pending");
        return listed.length >= acknowledged.length && !isOpen && listed;
      },
      SETTLED_WITHIN_MS,
    );
    const books = {
      acknowledged,
      recorded,
      received: receiver.deliveries,
      kills,
      maxInFlight: MAX_IN_FLIGHT,
      timedOut: [],
    };
    const { counts, faults } = balance(books);
    expect(faults).toEqual([]);
    expect(counts.delivered).toBe(acknowledged.length);
  }
  expect(await product.api.get<TenantView>(path)).toMatchObject({ partitions: 2, repartitioning: null });
});
