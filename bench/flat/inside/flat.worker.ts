import { projectBatch } from "../../../src/record/projection.sql.ts";
import { asRecord } from "../../../src/record/record-database.ts";
import product from "../../../src/worker.ts";
import type { RecentOrder, SeedOrder } from "../seed-order.ts";
import { reads, withCountedReads } from "../../../test/support/builders/counted-reads.ts";
import { countRecordedSince } from "./recorded.sql.ts";
import type { Coordinator } from "./seeded-coordinator.do.ts";
import { seededEvent } from "./seeded-event.ts";

export { Deliverer } from "../../../src/worker.ts";
export { Coordinator } from "./seeded-coordinator.do.ts";

/** What goes in one statement: well below the 2 MB that D1 takes in one value. */
const SEED_BATCH = 400;

/** The product, and beside it what the bench of flat costs needs: `/bench/{operation}/{coordinator}?...`. */
export default {
  ...product,
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    const [, bench, operation, encoded] = pathname.split("/");
    if (bench !== "bench") return product.fetch(request, withCountedReads(env), ctx);
    const name = decodeURIComponent(encoded ?? "");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class behind the binding is the one below
    const coordinator = env.COORDINATOR.getByName(name) as DurableObjectStub<Coordinator>;
    switch (operation ?? "") {
      case "counters":
        return Response.json(await coordinator.counters());
      case "reads":
        return Response.json(reads);
      case "recorded": {
        const [tenantId = ""] = name.split(":");
        return Response.json(await countRecordedSince(env.DB, tenantId, Number(searchParams.get("since"))));
      }
      case "rebuild":
        return Response.json(await coordinator.rebuildAgain(name, Number(searchParams.get("times"))));
      case "seed-record":
        await seedRecord(env.DB, await request.json<SeedOrder>());
        return Response.json({});
      case "seed-seen":
        await coordinator.seedSeen(await request.json<SeedOrder>());
        return Response.json({});
      case "seed-streams":
        await coordinator.seedStreams(await request.json<SeedOrder>());
        return Response.json({});
      case "seed-recent":
        await coordinator.seedRecent(await request.json<RecentOrder>(), Date.now());
        return Response.json({});
      default:
        return new Response(null, { status: 404 });
    }
  },
} satisfies ExportedHandler<Env>;

async function seedRecord(db: D1Database, order: SeedOrder): Promise<void> {
  for (let from = order.first; from < order.first + order.events; from += SEED_BATCH) {
    const events = Math.min(SEED_BATCH, order.first + order.events - from);
    await projectBatch(
      { record: asRecord(db), directory: db },
      Array.from({ length: events }, (_, at) => seededEvent(order, from + at)),
      [],
    );
  }
}
