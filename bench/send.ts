import { Agent, request, type IncomingMessage } from "node:http";
import type { SignedEvent } from "./event.ts";

/** What came of one request. `unanswered` = nobody knows whether the event was accepted. */
export type Answer =
  | { outcome: "acknowledged"; eventId: string }
  | { outcome: "refused"; status: number }
  | { outcome: "unanswered"; why: string };

/** Posts one event and tells what came of it; never throws. */
export type Send = (event: SignedEvent) => Promise<Answer>;

// Far beyond any answer of a healthy router: a lost one ends the run instead of hanging it.
const ANSWER_TIMEOUT_MS = 30_000;

/** Sends over kept-alive connections, at most `connections` at once. */
export function createSender(ingestUrl: string, connections: number): { send: Send; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL(ingestUrl);
  const send: Send = ({ body, signature }) =>
    new Promise((resolve) => {
      const headers = {
        "content-type": "application/json",
        "content-length": body.length,
        "fastpix-signature": signature,
      };
      const outgoing = request(url, { method: "POST", agent, headers, timeout: ANSWER_TIMEOUT_MS });
      const give = (why: string) => resolve({ outcome: "unanswered", why });
      outgoing.on("response", (response) =>
        whenRead(response, (text) => resolve(toAnswer(response, text)), give),
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error("no answer in time")));
      outgoing.on("error", (error) => give(error.message));
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}

function whenRead(
  response: IncomingMessage,
  then: (text: string) => void,
  failed: (why: string) => void,
): void {
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.on("end", () => then(Buffer.concat(chunks).toString()));
  response.on("error", (error) => failed(error.message));
}

function toAnswer(response: IncomingMessage, text: string): Answer {
  const status = response.statusCode ?? 0;
  if (status !== 202) return { outcome: "refused", status };
  const receipt = parseReceipt(text);
  // A receipt without an id, or for another event, is a promise that cannot be checked.
  if (!receipt) return { outcome: "unanswered", why: `202 with an unexpected body: ${text.slice(0, 80)}` };
  return { outcome: "acknowledged", eventId: receipt.id };
}

function parseReceipt(text: string): { id: string } | undefined {
  try {
    const receipt: unknown = JSON.parse(text);
    if (typeof receipt !== "object" || receipt === null) return undefined;
    if (!("id" in receipt) || typeof receipt.id !== "string") return undefined;
    return "duplicate" in receipt && receipt.duplicate === false ? { id: receipt.id } : undefined;
  } catch {
    return undefined;
  }
}
