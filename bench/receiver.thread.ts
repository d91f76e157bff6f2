import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { count } from "./arrival-board.ts";
import { reactionOf } from "./endpoint.ts";
import { eventNumber } from "./event.ts";
import { createLaneOrder, type Place } from "./lane-order.ts";
import { nowMs } from "./monotonic.ts";
import { ReceiverOrder } from "./receivers.ts";

const { board, endpoints, tenants, eventsPerStream } = ReceiverOrder.parse(workerData);
const lanes = endpoints.map(createLaneOrder);
/** How often event n was refused by endpoint e, as on the board. */
const refusals = new Uint8Array(board.counts.length);

// The path is the endpoint's number, and the tenant's where there are several: `/0`, `/2/17`.
const server = createServer((request, response) => {
  whenRead(request, (body) => react(request, body, response));
});
// Longer than any run: a connection closed under a request would look like a failure of the router.
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));

function whenRead(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => then(Buffer.concat(chunks).toString()));
}

function react(request: IncomingMessage, body: string, response: ServerResponse): void {
  const at = nowMs();
  const [, number, tenant] = (request.url ?? "").split("/").map(Number);
  const event = eventNumber(body);
  const endpoint = endpoints[number ?? -1];
  if (event === undefined || number === undefined || !endpoint || !isOurs(event, tenant)) {
    count(board, "foreign");
    return answer(response, 200);
  }
  const cell = number * board.events + event;
  const reaction = reactionOf(endpoint, event, refusals[cell] ?? 0);
  if (reaction.kind === "take") {
    note({ number, event, at }, request.headers);
    if (reaction.answersAfterMs === 0) return answer(response, 200);
    setTimeout(answer, reaction.answersAfterMs, response, 200);
    return undefined;
  }
  refusals[cell] = Math.min(255, (refusals[cell] ?? 0) + 1);
  count(board, "refused");
  if (reaction.kind === "refuse") return answer(response, reaction.status);
  request.socket.destroy();
}

function isOurs(event: number, tenant: number | undefined): boolean {
  return (
    event < board.events && (tenant === undefined || tenant === Math.floor(event / eventsPerStream) % tenants)
  );
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": "0" }).end();
}

function note(
  { number, event, at }: { number: number; event: number; at: number },
  headers: IncomingHttpHeaders,
): void {
  const cell = number * board.events + event;
  const earlier = board.counts[cell] ?? 0;
  board.counts[cell] = Math.min(255, earlier + 1);
  if (earlier > 0) return count(board, "duplicates");
  board.firstAt[cell] = at;
  const place = placeOf(headers);
  const stream = headers["hooklane-stream"];
  if (place && typeof stream === "string") {
    const step = lanes[number]?.note(stream, place);
    if (step !== undefined && step !== "next") count(board, step);
  } else {
    count(board, "unplaced");
  }
  // Last: whoever waits for this tally reads the cells afterwards.
  count(board, "delivered");
}

function placeOf(headers: IncomingHttpHeaders): Place | undefined {
  const sequence = Number(headers["hooklane-sequence"]);
  const position = Number(headers["hooklane-position"]);
  return Number.isInteger(sequence) && Number.isInteger(position) ? { sequence, position } : undefined;
}
