import * as z from "zod";
import { nowMs } from "../monotonic.ts";
import { distributionOf } from "../distribution.ts";
import { readCpuSeconds } from "../process-cost.ts";
import { type FlatHost, startFlat } from "./flat-host.ts";
import type { Prepared } from "./prepare.ts";

/** What one read costs, averaged over many. */
export interface ReadCost {
  name: string;
  cpuMs: number;
  p50Ms: number;
  rowsRead: number;
  statements: number;
}

const WARM_UP = 5;

const Reads = z.object({ statements: z.number(), rowsRead: z.number() });
const Events = z.object({ data: z.array(z.object({ id: z.string(), stream: z.string() })) });

/** Makes each read that a page of the portal is made of `times` times, one after the other. */
export async function measureReads(prepared: Prepared, times: number): Promise<ReadCost[]> {
  const host = await startFlat(prepared.stateDir, prepared.keys);
  try {
    const costs: ReadCost[] = [];
    for (const [name, path] of await pathsOf(host, prepared)) {
      costs.push({ name, ...(await measureRead(host, path, times)) });
    }
    return costs;
  } finally {
    await host.stop();
  }
}

async function pathsOf(host: FlatHost, { tenantId, matching }: Prepared): Promise<[string, string][]> {
  const tenant = `/v1/tenants/${tenantId}`;
  const { data } = Events.parse(await host.api("GET", `${tenant}/events?limit=1`));
  const [newest] = data;
  if (!newest) throw new Error("there is no event to read");
  return [
    ["events, newest 50", `${tenant}/events?limit=50`],
    ["events, delivered", `${tenant}/events?limit=50&status=delivered`],
    ["events, failed", `${tenant}/events?limit=50&status=failed`],
    ["events of a type, all of them", `${tenant}/events?limit=50&type=video.media.updated`],
    ["events of a type, none of them", `${tenant}/events?limit=50&type=video.media.ai.summary.ready`],
    ["events of a stream", `${tenant}/events?limit=50&stream=${encodeURIComponent(newest.stream)}`],
    ["an event", `${tenant}/events/${newest.id}`],
    ["deliveries, newest 50", `${tenant}/deliveries?limit=50`],
    ["deliveries, pending", `${tenant}/deliveries?limit=50&status=pending`],
    [
      "deliveries of a subscription, none of them",
      `${tenant}/deliveries?limit=50&subscription=${matching[0]}`,
    ],
    ["streams, newest 50", `${tenant}/streams?limit=50`],
    ["a stream", `${tenant}/streams/${encodeURIComponent(newest.stream)}`],
    ["statistics of 24 h", `${tenant}/stats?window=24h`],
  ];
}

async function measureRead(host: FlatHost, path: string, times: number): Promise<Omit<ReadCost, "name">> {
  const reads = async () => Reads.parse(await host.bench("reads"));
  for (let time = 0; time < WARM_UP; time++) await host.api("GET", path);
  const before = await reads();
  const cpuBefore = readCpuSeconds(host.runtimePid) ?? NaN;
  const tookMs: number[] = [];
  for (let time = 0; time < times; time++) {
    const beganAt = nowMs();
    await host.api("GET", path);
    tookMs.push(nowMs() - beganAt);
  }
  const cpuAfter = readCpuSeconds(host.runtimePid) ?? NaN;
  const after = await reads();
  return {
    cpuMs: ((cpuAfter - cpuBefore) * 1_000) / times,
    p50Ms: distributionOf(tookMs).p50,
    rowsRead: (after.rowsRead - before.rowsRead) / times,
    statements: (after.statements - before.statements) / times,
  };
}
