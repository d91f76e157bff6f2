import { Worker } from "node:worker_threads";
import { createBoard, type ArrivalBoard } from "./arrival-board.ts";

/** Endpoints that answer 200 at once, in a thread of their own. */
export interface Receivers {
  /** One per endpoint. */
  urls: string[];
  board: ArrivalBoard;
  stop(): Promise<void>;
}

/** Starts `endpoints` receivers for the events 0 .. events-1 on a free port of this machine. */
export async function startReceivers(endpoints: number, events: number): Promise<Receivers> {
  const board = createBoard(endpoints, events);
  const thread = new Worker(new URL("./receiver.thread.ts", import.meta.url), { workerData: board });
  const port = await new Promise<number>((resolve, reject) => {
    thread.once("message", (address: { port: number }) => resolve(address.port));
    thread.once("error", reject);
  });
  return {
    urls: Array.from({ length: endpoints }, (_, endpoint) => `http://127.0.0.1:${port}/${endpoint}`),
    board,
    async stop() {
      await thread.terminate();
    },
  };
}
