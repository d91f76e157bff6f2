import { expect, it } from "vitest";
import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import { askSiblings } from "../../../src/coordinate/ask-siblings.ts";
import { Notifier } from "../../../src/coordinate/notifier.ts";
import type { SubscriptionHealth } from "../../../src/coordinate/subscription-health.ts";
import { type TellOperatorDeps, tellOperator } from "../../../src/coordinate/tell-operator.ts";
import { SYSTEM_TENANT_ID } from "../../../src/operational/system-tenant.ts";
import { fromUtf8 } from "../../../src/platform/bytes.ts";
import type { Log } from "../../../src/platform/log.ts";
import { failed, subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const DAY_MS = 86_400_000;
const ONE_TRY = subscriptionOf("sub_1", { policy: { retrySchedule: [] } });
const ACCEPTED: Accepted = { result: "accepted", eventId: "evt_1", sequence: 1, leases: [] };

function recordingLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const write = (what: string) => void lines.push(what);
  return { lines, debug: write, info: write, warn: write };
}

function fail(simulation: Simulation): void {
  simulation.accept("media:a");
  for (const lease of [...simulation.leases]) simulation.report(lease, failed(503));
}

/** Runs a notifier over a simulation until nothing waits. @param answers one for each call, then always accepted */
async function notify(simulation: Simulation, answers: (Accepted | Error)[]) {
  const arrivals: { to: string; arrival: Arrival; waiting: number }[] = [];
  const waits: number[] = [];
  const log = recordingLog();
  const notifier = new Notifier({
    state: () => simulation.state,
    accept: (to, arrival) => {
      arrivals.push({ to, arrival, waiting: simulation.tables.health.notices().length });
      const answer = answers.shift() ?? ACCEPTED;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    commit: (job) => Promise.resolve(simulation.turn(job)),
    forget: (id) => simulation.tables.health.deleteNotice(id),
    wait: (ms) => {
      waits.push(ms);
      simulation.now += ms;
      return Promise.resolve();
    },
    clock: { now: () => simulation.now },
    log,
  });
  notifier.start();
  for (let tick = 0; tick < 500 && simulation.state.notices.size > 0; tick++) await Promise.resolve();
  return { arrivals, waits, log, notifier };
}

it("gives what happened to the system tenant, in order, in the shape of a provider's event", async () => {
  const simulation = new Simulation([ONE_TRY]);
  fail(simulation);

  const { arrivals, notifier } = await notify(simulation, []);

  expect(arrivals.map(({ to }) => to)).toEqual([`${SYSTEM_TENANT_ID}:0`, `${SYSTEM_TENANT_ID}:0`]);
  expect(arrivals.map(({ arrival }) => arrival.type)).toEqual(["delivery.exhausted", "subscription.failing"]);
  const [first] = arrivals;
  expect(first?.arrival.stream).toBe("subscription:sub_1");
  expect(JSON.parse(fromUtf8(first?.arrival.body ?? new Uint8Array()) ?? "")).toMatchObject({
    type: "delivery.exhausted",
    id: first?.arrival.providerEventId,
    object: { type: "subscription", id: "sub_1" },
    createdAt: expect.stringMatching(/Z$/) as unknown,
    data: { tenantId: "ten_1", subscriptionId: "sub_1", suppressed: 0 },
  });
  expect(simulation.tables.health.notices()).toEqual([]);
  expect(notifier.dueAt()).toBeNull();
});

it("sends again what the system tenant did not take, under the same id, with growing pauses", async () => {
  const simulation = new Simulation([ONE_TRY]);
  fail(simulation);

  const { arrivals, waits, log } = await notify(simulation, [
    new Error("away"),
    { result: "unavailable", why: "configuration-unreadable" },
    ACCEPTED,
    new Error("away again"),
  ]);

  const ids = arrivals.map(({ arrival }) => arrival.providerEventId);
  expect(ids.slice(0, 3)).toEqual([ids[0], ids[0], ids[0]]);
  expect(ids.slice(3)).toEqual([ids[3], ids[3]]);
  // What was taken has no row any more, whatever happens to the one behind it.
  expect(arrivals.map(({ waiting }) => waiting)).toEqual([2, 2, 2, 2, 1]);
  expect(waits.slice(0, 3)).toEqual([100, 1_000, 2_000]);
  expect(log.lines).toContain("notices_not_sent");
});

it("has the alarm come for what waits", () => {
  const simulation = new Simulation([ONE_TRY]);
  fail(simulation);
  const notifier = new Notifier({
    state: () => simulation.state,
    accept: () => Promise.resolve(ACCEPTED),
    commit: (job) => Promise.resolve(simulation.turn(job)),
    forget: () => undefined,
    wait: () => Promise.resolve(),
    clock: { now: () => simulation.now },
    log: recordingLog(),
  });

  expect((notifier.dueAt() ?? 0) - simulation.now).toBeGreaterThan(0);
});

it("only logs what befalls the operator's own subscriptions: it would go round in circles", async () => {
  const simulation = new Simulation([ONE_TRY]);
  fail(simulation);
  const log = recordingLog();
  let calls = 0;
  const deps: TellOperatorDeps = {
    accept: () => {
      calls += 1;
      return Promise.resolve(ACCEPTED);
    },
    clock: { now: () => simulation.now },
    log,
  };

  for (const event of simulation.told) await tellOperator(deps, SYSTEM_TENANT_ID, event);

  expect(calls).toBe(0);
  expect(log.lines).toEqual(["operational_event", "operational_event"]);
});

/** Asks the two siblings of a partition where nothing has succeeded for five days. */
async function askAfterFiveDays(answer: (coordinator: string) => Promise<SubscriptionHealth | null>) {
  const simulation = new Simulation([ONE_TRY], { partitions: 3 });
  fail(simulation);
  simulation.now += 5 * DAY_MS;
  fail(simulation);
  const asked: string[] = [];
  const ask = () =>
    askSiblings({
      state: () => simulation.state,
      healthOf: (coordinator) => {
        asked.push(coordinator);
        return answer(coordinator);
      },
      commit: (job) => Promise.resolve(simulation.turn(job)),
      log: recordingLog(),
    });
  await ask();
  const status = () => simulation.state.subscriptions.get("sub_1")?.subscription.status;
  return { simulation, asked, ask, status };
}

function healthy(lastSuccessAt: number | null): Promise<SubscriptionHealth> {
  return Promise.resolve({ failingSince: null, lastSuccessAt, breaker: "closed", openUntil: null });
}

it("disables a subscription when no partition has seen a success", async () => {
  const { asked, status } = await askAfterFiveDays((name) =>
    name.endsWith(":1") ? healthy(null) : Promise.resolve(null),
  );

  expect(asked).toEqual(["ten_1:1", "ten_1:2"]);
  expect(status()).toBe("disabled");
});

it("disables nothing while a partition cannot be asked, and asks again with a later failure", async () => {
  let isAway = true;
  const { simulation, asked, ask, status } = await askAfterFiveDays(() =>
    isAway ? Promise.reject(new Error("away")) : healthy(null),
  );
  const whileAway = status();
  fail(simulation);
  const atOnce = simulation.state.suspects.size;

  isAway = false;
  simulation.now += 10 * 60_000;
  fail(simulation);
  await ask();

  expect([whileAway, atOnce, asked.length]).toEqual(["enabled", 0, 3]);
  expect(status()).toBe("disabled");
});

it("disables nothing that another partition has seen succeed lately", async () => {
  const { simulation, asked, status } = await askAfterFiveDays(() => healthy(1_800_000_000_000 + 4 * DAY_MS));

  // The first answer is enough.
  expect(asked).toEqual(["ten_1:1"]);
  expect(status()).toBe("enabled");
  expect(simulation.state.subscriptions.get("sub_1")?.health.failingSince).toBeGreaterThan(
    simulation.now - 2 * DAY_MS,
  );
});
