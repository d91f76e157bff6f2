import { env } from "cloudflare:workers";

const TABLES = ["tenant", "subscription", "source", "source_secret", "event", "unrouted"];

/** Everything that a request could change, as one text, to see that it did not. */
export async function wholeRecord(): Promise<string> {
  const rows = await env.DB.batch(TABLES.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)));
  // When a key was used is no change of what is managed.
  const keys = await env.DB.prepare("SELECT id, hash, role, name FROM tenant_key ORDER BY id").all();
  return JSON.stringify([rows.map(({ results }) => results), keys.results]);
}
