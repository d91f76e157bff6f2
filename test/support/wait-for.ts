import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY_MS = 20;
const WITHIN_MS = 20_000; // far beyond what a busy machine takes: it only ends a test that would hang

/**
 * Looks until there is something to see, and gives it back.
 * @param what names the condition, for the error when it is not met in time
 * @param look undefined, null or false = not yet; a throw counts as not yet as well
 */
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs: number = WITHIN_MS,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const seen = await look();
      if (isThere(seen)) return seen;
      last = seen;
    } catch (failure) {
      last = failure;
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`not within ${withinMs} ms: ${what} (last seen: ${String(last)})`);
}

function isThere<T>(seen: T): seen is Exclude<T, undefined | null | false> {
  return seen !== undefined && seen !== null && seen !== false;
}
