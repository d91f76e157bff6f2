import { isDue } from "./cron-schedule.ts";

const MINUTE_MS = 60_000;

/**
 * Fires cron triggers by the clock, at the beginning of each minute: the runtime alone does not.
 * @param fire runs one trigger; a failure is the Worker's to log
 * @returns stops the clock
 */
export function runCrons(
  crons: readonly string[],
  fire: (cron: string, at: Date) => Promise<void>,
): () => void {
  for (const cron of crons) isDue(cron, new Date());
  let timer = setTimeout(tick, untilNextMinute());
  function tick(): void {
    const at = new Date();
    for (const cron of crons) if (isDue(cron, at)) void fire(cron, at).catch(() => undefined);
    timer = setTimeout(tick, untilNextMinute());
  }
  return () => clearTimeout(timer);
}

function untilNextMinute(): number {
  return MINUTE_MS - (Date.now() % MINUTE_MS);
}
