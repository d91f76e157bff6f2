import { cpSync, rmSync } from "node:fs";
import { median } from "../distribution.ts";
import { nowMs } from "../monotonic.ts";
import { type FlatHost, startFlat } from "./flat-host.ts";
import type { Prepared } from "./prepare.ts";

/** How long a coordinator takes to build its memory from its tables. */
export interface WakeTime {
  label: string;
  rebuildMs: number;
}

/** In one request, so that its own way does not count. */
const REBUILDS = 10;
const REQUESTS = 5;
/** Five minutes of 200 events a second: what a busy partition's youngest table may hold. */
const RECENT_EVENTS = 60_000;
/** In one transaction. */
const CHUNK = 10_000;

/** Measures it on a copy of each state, and again with a busy table beside it. */
export async function measureWakes(states: readonly Prepared[]): Promise<WakeTime[]> {
  const times: WakeTime[] = [];
  for (const prepared of states) {
    const { point, stateDir, keys } = prepared;
    const ownDir = `${stateDir}-wake`;
    cpSync(stateDir, ownDir, { recursive: true });
    const host = await startFlat(ownDir, keys);
    try {
      times.push({ label: point.label, rebuildMs: await rebuildMs(host, prepared) });
      await seedRecent(host, prepared);
      const recent = `${point.label}, ${RECENT_EVENTS.toLocaleString("en")} delivered in the last minutes`;
      times.push({ label: recent, rebuildMs: await rebuildMs(host, prepared) });
    } finally {
      await host.stop();
      rmSync(ownDir, { recursive: true, force: true });
    }
  }
  return times;
}

async function rebuildMs(host: FlatHost, { tenantId }: Prepared): Promise<number> {
  const name = encodeURIComponent(`${tenantId}:0`);
  const took: number[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const [none, some] = [await ask(0), await ask(REBUILDS)];
    took.push((some - none) / REBUILDS);
  }
  return median(took);

  async function ask(times: number): Promise<number> {
    const beganAt = nowMs();
    await host.bench(`rebuild/${name}?times=${times}`);
    return nowMs() - beganAt;
  }
}

async function seedRecent(host: FlatHost, { tenantId, sourceId, matching }: Prepared): Promise<void> {
  const name = encodeURIComponent(`${tenantId}:0`);
  for (let seeded = 0; seeded < RECENT_EVENTS; seeded += CHUNK) {
    await host.bench(`seed-recent/${name}`, { sourceId, subscriptionId: matching[0], events: CHUNK });
  }
}
