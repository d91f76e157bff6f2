import type { EventView, FullDeliveryView } from "../../src/manage/events/event.schema.ts";
import type { Api } from "../../test/support/api.ts";
import { waitFor } from "../../test/support/wait-for.ts";
import { TENANTS } from "./cast.ts";

/** What the router says about it all, read through its API. */
export interface Record {
  events: EventView[];
  deliveries: FullDeliveryView[];
}

/** Reads everything, as soon as nothing is pending any more: the record follows the deliveries by moments. */
export async function readRecord(
  api: Api,
  expected: { events: number; deliveries: number },
): Promise<Record> {
  return waitFor("the record has everything", async () => {
    const record = await read(api);
    const isComplete =
      record.events.length >= expected.events &&
      record.deliveries.length >= expected.deliveries &&
      record.deliveries.every(({ status }) => status !== "pending");
    return isComplete ? record : undefined;
  });
}

async function read(api: Api): Promise<Record> {
  const uids = TENANTS.map(({ uid }) => uid);
  const events = await Promise.all(uids.map((uid) => api.events(uid)));
  const deliveries = await Promise.all(
    uids.map(async (uid) => {
      const listed = await api.deliveries(uid);
      return Promise.all(listed.map(({ id }) => api.delivery(uid, id)));
    }),
  );
  return { events: events.flat(), deliveries: deliveries.flat() };
}
