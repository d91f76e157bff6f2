import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { behave, type Behaviour } from "./behaviour.ts";

/** One request, exactly as it came. */
export interface Delivered {
  /** Milliseconds on the monotonic clock, when its body was complete. */
  at: number;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  behaviour: Behaviour;
}

/** Decides the answer to one request. @param seen how often this webhook-id came to this receiver before */
export type Script = (request: Omit<Delivered, "behaviour">, seen: number) => Behaviour;

/** A tenant's endpoint under our control. */
export interface Receiver {
  /** `http://127.0.0.1:PORT`; any path below it is answered. */
  url: string;
  /** All requests in the order in which they were complete. */
  deliveries: readonly Delivered[];
  /** Changes the script for the requests that come from here on. */
  follow(script: Script): void;
  /** Connections that are open at present. */
  connections(): number;
  close(): Promise<void>;
}

export const OK: Behaviour = { kind: "answer", status: 204 };

/** Fails each event the first `times` times, then takes it. */
export function failingFirst(times: number, status = 503): Script {
  return (_request, seen) => (seen < times ? { kind: "answer", status } : OK);
}

/** Listens at 127.0.0.1 and does what the script says. @param onPort 0 = a free one */
export async function startReceiver(script: Script = () => OK, onPort = 0): Promise<Receiver> {
  const deliveries: Delivered[] = [];
  const seen = new Map<string, number>();
  let current = script;
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(incoming);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const request = {
      at: performance.now(),
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers,
      body,
    };
    const id = headers["webhook-id"] ?? "";
    const behaviour = current(request, seen.get(id) ?? 0);
    seen.set(id, (seen.get(id) ?? 0) + 1);
    deliveries.push({ ...request, behaviour });
    await behave(behaviour, response);
  };
  // A sender that hangs up in the middle is the sender's affair.
  const server = createServer((incoming, response) => void answer(incoming, response).catch(() => undefined));
  let open = 0;
  server.on("connection", (socket: Socket) => {
    open += 1;
    socket.once("close", () => (open -= 1));
  });
  server.listen(onPort, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    connections: () => open,
    follow(next) {
      current = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
