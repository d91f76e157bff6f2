import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { ArrivalBoard, count } from "./arrival-board.ts";
import { eventNumber } from "./event.ts";
import { createLaneOrder, type Place } from "./lane-order.ts";
import { nowMs } from "./monotonic.ts";

const board = ArrivalBoard.parse(workerData);
const lanes = Array.from({ length: board.endpoints }, createLaneOrder);

// The endpoint's number is the path: `/0`, `/1` ...
const server = createServer((request, response) => {
  whenRead(request, (body) => {
    note(Number(request.url?.slice(1)), body, request.headers);
    response.writeHead(200, { "content-length": "0" }).end();
  });
});
// Longer than any run: a connection closed under a request would look like a failure of the router.
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));

function whenRead(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => then(Buffer.concat(chunks).toString()));
}

function note(endpoint: number, body: string, headers: IncomingHttpHeaders): void {
  const at = nowMs();
  const number = eventNumber(body);
  const lane = lanes[endpoint];
  if (number === undefined || number >= board.events || !lane) return count(board, "foreign");
  const cell = endpoint * board.events + number;
  const earlier = board.counts[cell] ?? 0;
  board.counts[cell] = Math.min(255, earlier + 1);
  if (earlier > 0) return count(board, "duplicates");
  board.firstAt[cell] = at;
  const place = placeOf(headers);
  const stream = headers["hooklane-stream"];
  if (place && typeof stream === "string") {
    const step = lane.note(stream, place);
    if (step !== "next") count(board, step);
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
