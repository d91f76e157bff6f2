import type { Miniflare } from "miniflare";

/**
 * Runs the Worker's cron trigger and waits until it is done.
 * By request and not through Miniflare's handle of the Worker: that one blocks this whole process while workerd does
 * not answer, and then not even a signal gets through (tried with a Worker that spins).
 */
export async function fireCron(miniflare: Miniflare, cron: string, at: Date): Promise<void> {
  const query = new URLSearchParams({ cron, time: String(at.getTime()) });
  const response = await miniflare.dispatchFetch(
    `http://localhost/cdn-cgi/local/scheduled?${query.toString()}`,
  );
  const outcome = await response.text();
  if (!response.ok) throw new Error(`the cron trigger ${cron} ended with ${outcome}`);
}
