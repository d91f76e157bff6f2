import { isDue } from "./cron-schedule.ts";

const MINUTE_MS = 60_000;
// A timer may be a little early; a minute must not be seen twice.
const MARGIN_MS = 50;

/**
 * Fires cron triggers by the clock, at the beginning of each minute: the runtime alone does not.
 * A trigger that is still running is not fired on top of itself.
 * @param fire runs one trigger; a failure is the Worker's to log
 * @returns stops the clock
 */
export function runCrons(
  crons: readonly string[],
  fire: (cron: string, at: Date) => Promise<void>,
): () => void {
  for (const cron of crons) isDue(cron, new Date());
  const running = new Set<string>();
  const run = async (cron: string, at: Date) => {
    running.add(cron);
    await fire(cron, at).catch(() => undefined);
    running.delete(cron);
  };
  let timer = setTimeout(tick, untilNextMinute());
  function tick(): void {
    const at = new Date();
    for (const cron of crons) if (isDue(cron, at) && !running.has(cron)) void run(cron, at);
    timer = setTimeout(tick, untilNextMinute());
  }
  return () => clearTimeout(timer);
}

function untilNextMinute(): number {
  return MINUTE_MS - (Date.now() % MINUTE_MS) + MARGIN_MS;
}
