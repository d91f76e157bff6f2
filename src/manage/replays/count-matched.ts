import { compileFilters } from "../../match/filters.ts";
import { compileReplayQuery, type ReplayQuery } from "../../match/replay-query.ts";
import { Problem } from "../../platform/problem.ts";
import type { RecordDatabase } from "../../record/record-database.ts";
import { countEvents } from "../../record/replay-scan.sql.ts";
import type { Subscription } from "../../record/subscriptions.sql.ts";

/** Events that one statement looks at: D1 has one thread for all tenants. */
const EVENTS_AT_ONCE = 20_000;
/** A replay's range is counted whole before it starts: this many events are some seconds of looking. */
const MAX_COUNTED_EVENTS = 1_000_000;

/**
 * How many events a replay finds, as the record stands. A filter on the payload is not asked: the count would have to
 * read every body.
 * @throws Problem `invalid` where the range holds more events than can be counted
 */
export async function countMatched(
  db: RecordDatabase,
  { tenantId, id, settings }: Subscription,
  query: ReplayQuery,
): Promise<number> {
  const filters = compileFilters(settings);
  const isChosen = compileReplayQuery(query, (type, classified) => filters.matchesType(classified, type));
  let matched = 0;
  let after = "";
  for (let looked = 0; looked < MAX_COUNTED_EVENTS; looked += EVENTS_AT_ONCE) {
    const request = { subscriptionId: id, query, after, limit: EVENTS_AT_ONCE };
    const { kinds, last } = await countEvents(db, tenantId, request);
    for (const kind of kinds) if (isChosen(kind)) matched += kind.events;
    if (last === null) return matched;
    after = last;
  }
  const message = `The range holds more than ${MAX_COUNTED_EVENTS} events. Replay it in shorter ones, from the oldest on.`;
  throw new Problem("invalid", message, { errors: [{ pointer: "/from", message }] });
}
