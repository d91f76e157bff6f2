import { takenAt, type LaneRow } from "../../test/support/lanes.ts";
import type { SeatedLane } from "./arrivals.ts";
import { bad, duration, endpoint, good, heading, quiet, stream } from "./paint.ts";
import type { Sent } from "./play.ts";
import type { Record } from "./read-record.ts";

const NOTE = "a lane is one stream at one endpoint; attempts as the API has them";
const POSITION_WIDTH = 7;
const TYPE_WIDTH = 31;
const TIME_WIDTH = 8;
// Everything before the attempts: position, two spaces, type, time.
const LEFT_WIDTH = POSITION_WIDTH + 2 + TYPE_WIDTH + TIME_WIDTH;
// Beyond this a delivery was held up, by its own retries or by the one before it.
const HELD_UP_MS = 500;

type Attempts = Record["deliveries"][number]["attempts"];

/** Every lane: its events in the order in which they came, how long each took, and what each attempt came to. */
export function showLanes(lanes: readonly SeatedLane[], sent: readonly Sent[], record: Record): string {
  const blocks = lanes.map(({ stream: name, seat, rows }) => {
    const title = `    ${stream(name)} ${quiet("to")} ${endpoint(seat.endpoint.name)}`;
    const lines = rows.flatMap((row) =>
      showRow(row, sentAt(row, sent), attemptsOf(row, seat.subscriptionId, record)),
    );
    return [title, ...lines].join("\n");
  });
  return [heading("What went where", NOTE), blocks.join("\n\n")].join("\n");
}

/** `1  media.created   12 ms   ✓ 204  3 ms`, and a line for each further attempt. */
function showRow(row: LaneRow, began: number, attempts: Attempts): string[] {
  const arrived = takenAt(row);
  const isHeldUp = arrived === undefined || arrived - began > HELD_UP_MS;
  const took = (arrived === undefined ? "never" : duration(arrived - began)).padStart(TIME_WIDTH);
  const [first = "", ...more] = showAttempts(attempts);
  const waited = isHeldUp && more.length === 0 && row.position > 1;
  const columns = [
    quiet(String(row.position).padStart(POSITION_WIDTH)),
    `  ${row.type.replace(/^video\./, "").padEnd(TYPE_WIDTH)}`,
    isHeldUp ? took : quiet(took),
    `   ${first}`,
    waited ? quiet(`   waited for ${row.position - 1}`) : "",
  ];
  return [columns.join(""), ...more];
}

/** The status that the endpoint gave and how long the exchange took; before each retry, how long it waited. */
function showAttempts(attempts: Attempts): string[] {
  return attempts.map(({ at, statusCode, error, durationMs }, i) => {
    const outcome = error === undefined ? good(`✓ ${statusCode}`) : bad(`✗ ${statusCode ?? error}`);
    const shown = `${outcome} ${quiet(duration(durationMs).padStart(TIME_WIDTH - 2))}`;
    const before = attempts[i - 1];
    if (!before) return shown;
    const pause = duration(Date.parse(at) - Date.parse(before.at));
    return `${quiet(`${pause} later`.padStart(LEFT_WIDTH))}   ${shown}`;
  });
}

function sentAt(row: LaneRow, sent: readonly Sent[]): number {
  return sent.find(({ eventId }) => eventId === row.eventId)?.sentAt ?? 0;
}

function attemptsOf(row: LaneRow, subscriptionId: string, record: Record): Attempts {
  const delivery = record.deliveries.find(
    (one) => one.eventId === row.eventId && one.subscriptionId === subscriptionId,
  );
  return delivery?.attempts ?? [];
}
