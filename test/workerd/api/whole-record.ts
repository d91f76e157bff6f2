import { env } from "cloudflare:workers";

const TABLES = ["tenant", "subscription", "source", "source_secret", "event", "unrouted"];
/** Changed in the background once a tenant has another number of partitions, when its streams have moved. */
const MOVES = ["partitions_before", "moving_since", "moves_held", "config_version"];

/** Everything that a request could change, as one text, to see that it did not. */
export async function wholeRecord(): Promise<string> {
  const rows = await env.DB.batch<Record<string, unknown>>(
    TABLES.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)),
  );
  // When a key was used is no change of what is managed.
  const keys = await env.DB.prepare("SELECT id, hash, role, name FROM tenant_key ORDER BY id").all();
  return JSON.stringify([rows.map(({ results }) => results.map(withoutMoves)), keys.results]);
}

/** What an earlier request has set going may end meanwhile: a push, and streams that move. */
function withoutMoves(row: Record<string, unknown>): Record<string, unknown> {
  const passing = row["layout_version"] ? ["pushed_version", ...MOVES] : ["pushed_version"];
  return Object.fromEntries(Object.entries(row).filter(([column]) => !passing.includes(column)));
}
