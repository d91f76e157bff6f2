import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** What an endpoint may do to a request that it has read. */
export type Behaviour =
  | { kind: "answer"; status: number; body?: string | Uint8Array; headers?: Readonly<Record<string, string>> }
  | { kind: "delay"; ms: number; next: Behaviour }
  /** Never answers; the connection stays open. */
  | { kind: "hang" }
  /** Answers 200 and promises a body that never comes. */
  | { kind: "headers-only" }
  /** Answers 200 and a body that never ends. */
  | { kind: "endless-body" }
  /** Drops the connection with a reset. */
  | { kind: "reset" }
  /** Answers 200 and a byte now and then, without end. */
  | { kind: "drip" }
  /** Begins an answer whose headers come slowly and never end. */
  | { kind: "header-drip" }
  /** Writes bytes of one's own instead of an answer, then does this to the connection. */
  | { kind: "raw"; bytes: string; ending: "close" | "reset" | "stay" }
  | { kind: "redirect"; to: string };

/** Far below any timeout that a subscription can have. */
const DRIP_EVERY_MS = 100;
const CHUNK = Buffer.alloc(16_384, "endless ");

/** Does it. Resolves when there is nothing more to do. */
export async function behave(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case "answer":
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
      return undefined;
    case "delay":
      await pause(behaviour.ms);
      return behave(behaviour.next, response);
    case "hang":
      return undefined;
    case "headers-only":
      response.writeHead(200, { "content-length": "10" }).flushHeaders();
      return undefined;
    case "endless-body":
      response.writeHead(200, { "content-type": "text/plain" });
      return pour(response);
    case "reset":
      response.socket?.resetAndDestroy();
      return undefined;
    case "drip":
      response.writeHead(200, { "content-type": "text/plain" });
      return drip(response, () => response.write("."));
    case "header-drip":
      response.socket?.write("HTTP/1.1 200 OK\r\n");
      return drip(response, () => response.socket?.write("x-more: to come\r\n"));
    case "raw":
      response.socket?.write(behaviour.bytes, () => {
        if (behaviour.ending === "close") response.socket?.end();
        if (behaviour.ending === "reset") response.socket?.resetAndDestroy();
      });
      return undefined;
    case "redirect":
      response.writeHead(307, { location: behaviour.to }).end();
      return undefined;
    default:
      return behaviour satisfies never;
  }
}

async function pour(response: ServerResponse): Promise<void> {
  const gone = once(response, "close");
  while (!response.destroyed) {
    if (!response.write(CHUNK)) await Promise.race([once(response, "drain"), gone]);
  }
}

async function drip(response: ServerResponse, drop: () => unknown): Promise<void> {
  while (!response.destroyed && response.socket?.destroyed === false) {
    drop();
    await pause(DRIP_EVERY_MS);
  }
}
