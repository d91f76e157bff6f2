import { clientOver, type Client } from "../../../src/client/client-over.ts";
import type { Line } from "../../../src/client/send.ts";

/** One request, as the router would see it. */
export interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: string | undefined;
}

/** A client whose router, clock and chance are the test's. */
export interface ClientUnderTest {
  client: Client;
  sent: Sent[];
  /** How long it has waited before each further try, in milliseconds. */
  waits: number[];
}

/** What a router answers, one after the other; the last one goes on. An Error is a connection that fails. */
export type Reply = (() => Response) | Error;

export function clientAnswered(replies: readonly Reply[], own: Partial<Line> = {}): ClientUnderTest {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = clientOver({
    url: "https://hooks.example.com",
    key: "key-of-tests",
    timeoutMs: 1_000,
    maxRetries: 3,
    random: () => 1,
    wait: async (ms) => void waits.push(ms),
    fetch: async (url, init) => {
      const reply = replies[Math.min(sent.length, replies.length - 1)];
      const body = typeof init.body === "string" ? init.body : undefined;
      sent.push({ method: init.method ?? "", url, headers: new Headers(init.headers), body });
      if (reply instanceof Error || !reply) throw reply ?? new Error("no reply");
      return reply();
    },
    ...own,
  });
  return { client, sent, waits };
}

export const json =
  (value: unknown, init: ResponseInit = {}) =>
  (): Response =>
    Response.json(value, init);

/** A problem document as the router sends it. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): () => Response {
  const document = { type: `urn:hooklane:problem:${code}`, title: "T", status, detail: "What to do.", code };
  return json(document, { status, headers: { "content-type": "application/problem+json", ...headers } });
}
