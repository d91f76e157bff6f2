import type { EventMaker } from "./event.ts";
import type { Arrivals } from "./scenario.ts";
import type { Answer, Send } from "./send.ts";

/** A stretch of events to send. */
export interface Load {
  firstNumber: number;
  events: number;
  arrivals: Arrivals;
}

/** One event as the sending side knows it. */
export interface Sent {
  number: number;
  /** When it was due: latency is counted from here. In a closed loop, the moment of sending. */
  dueAt: number;
  answeredAt: number;
  answer: Answer;
}

/** Effects of a load: what makes the events, takes them and tells the time. */
export interface LoadDeps {
  make: EventMaker;
  send: Send;
  now(): number;
}

/** Sends a load and returns when the last answer is in. */
export function runLoad(load: Load, deps: LoadDeps): Promise<Sent[]> {
  switch (load.arrivals.kind) {
    case "closed":
      return runClosed(load, load.arrivals.connections, deps);
    case "open":
      return runOpen(load, load.arrivals.perSecond, deps);
    default:
      return load.arrivals satisfies never;
  }
}

async function runClosed(load: Load, connections: number, deps: LoadDeps): Promise<Sent[]> {
  const sent: Sent[] = [];
  let started = 0;
  const connection = async () => {
    while (started < load.events) {
      const number = load.firstNumber + started++;
      sent.push(await sendOne(number, deps.now(), deps));
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return sent;
}

// An event that a stalled router keeps waiting still counts from its place in the schedule, and so do those
// behind it: a load that waits with the router would hide exactly the latency that it is looking for.
function runOpen(load: Load, perSecond: number, deps: LoadDeps): Promise<Sent[]> {
  const beganAt = deps.now();
  const dueAt = (index: number) => beganAt + (index * 1000) / perSecond;
  return new Promise((resolve) => {
    const sending: Promise<Sent>[] = [];
    const tick = () => {
      while (sending.length < load.events && dueAt(sending.length) <= deps.now()) {
        const index = sending.length;
        sending.push(sendOne(load.firstNumber + index, dueAt(index), deps));
      }
      if (sending.length === load.events) return resolve(Promise.all(sending));
      setTimeout(tick, Math.max(0, dueAt(sending.length) - deps.now()));
    };
    tick();
  });
}

async function sendOne(number: number, dueAt: number, deps: LoadDeps): Promise<Sent> {
  const answer = await deps.send(deps.make(number));
  return { number, dueAt, answeredAt: deps.now(), answer };
}
