import { Worker } from "node:worker_threads";
import * as z from "zod";
import { ArrivalBoard, createBoard } from "./arrival-board.ts";
import { type Endpoint, reachable } from "./endpoint.ts";
import type { Scenario } from "./scenario.ts";

/** Endpoints in a thread of their own. */
export interface Receivers {
  /** One per endpoint. */
  urls: string[];
  /** How many of them take anything. */
  reachable: number;
  board: ArrivalBoard;
  stop(): Promise<void>;
}

/** What the thread is told. */
export const ReceiverOrder = z.object({
  board: ArrivalBoard,
  endpoints: z.array(z.custom<Endpoint>((value) => typeof value === "object")),
  tenants: z.number(),
  eventsPerStream: z.custom<number>((value) => typeof value === "number"), // Infinity is one
});

/** Starts a scenario's endpoints, for the events 0 .. events-1, on a free port of this machine. */
export async function startReceivers(
  scenario: Pick<Scenario, "endpoints" | "tenants" | "eventsPerStream">,
  events: number,
): Promise<Receivers> {
  const { endpoints, tenants, eventsPerStream } = scenario;
  const board = createBoard(endpoints.length, events);
  const workerData: z.infer<typeof ReceiverOrder> = {
    board,
    endpoints: [...endpoints],
    tenants,
    eventsPerStream,
  };
  const thread = new Worker(new URL("./receiver.thread.ts", import.meta.url), { workerData });
  const port = await new Promise<number>((resolve, reject) => {
    thread.once("message", (address: { port: number }) => resolve(address.port));
    thread.once("error", reject);
  });
  return {
    urls: endpoints.map((_, endpoint) => `http://127.0.0.1:${port}/${endpoint}`),
    reachable: reachable(endpoints),
    board,
    async stop() {
      await thread.terminate();
    },
  };
}
