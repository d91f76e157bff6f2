import { waitFor } from "../../test/support/wait-for.ts";
import { arrivalsAt } from "./arrivals.ts";
import { quiet } from "./paint.ts";
import type { Stage } from "./stage.ts";

const LINE = "\r\u001b[2K"; // back to the beginning, and wipe

/** Waits until the endpoints have taken this many deliveries, with a word on how far it is, where somebody looks. */
export async function awaitDeliveries(stage: Stage, expected: number): Promise<void> {
  const isWatched = process.stdout.isTTY;
  const say = (text: string) => void (isWatched && process.stdout.write(text));
  await waitFor(`${expected} deliveries taken`, () => {
    const arrivals = arrivalsAt(stage);
    const taken = arrivals.filter(({ isTaken }) => isTaken).length;
    say(
      `${LINE}    ${quiet(`${taken} of ${expected} delivered, ${arrivals.length - taken} refused so far`)}`,
    );
    return taken >= expected;
  }).finally(() => say(LINE));
}
