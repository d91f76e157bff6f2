import { Hono } from "hono";
import type { DeliveryWork } from "../deliver/deliver.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { Problem, toResponse } from "../platform/problem.ts";
import { addIngestCounts } from "../record/ingest-counts.sql.ts";
import { insertRejections, type Rejection } from "../record/rejections.sql.ts";
import { insertUnrouted } from "../record/unrouted.sql.ts";
import type { AcceptDeps } from "./accept.ts";
import { answerTo } from "./answer.ts";
import type { AcceptingCoordinator } from "./ask-coordinator.ts";
import { IngestTally } from "./ingest-tally.ts";
import { levelOf, logFields } from "./log-line.ts";
import { type Inbound, receive, type ReceiveDeps } from "./receive.ts";
import type { Received } from "./received.ts";
import { RejectionBook } from "./rejection-book.ts";
import type { SourceCache } from "./source-cache.ts";

/** Of the path's source: as long as a uid may be. */
const MAX_LOGGED_CHARS = 128;

/** What ingest works with. Made once per isolate. */
export interface IngestDeps {
  db: D1Database;
  /** From `createSourceCache`: one per isolate, or nothing is ever cached. */
  sources: SourceCache;
  /** A new stub of the coordinator with this name. */
  coordinator(name: string): AcceptingCoordinator;
  /** Outcomes that events take along; one per isolate. */
  outbox: AcceptDeps["outbox"];
  /** Makes attempts and reports to the coordinator of this name. Runs after the answer. */
  deliver(coordinator: string, work: DeliveryWork): Promise<void>;
  clock: Clock;
  log: Log;
}

/** `POST /ingest/{source}`: the provider's way in. */
export function ingestRoutes(deps: IngestDeps): Hono {
  const { sources, clock } = deps;
  const rejections = new RejectionBook({
    write: (sourceId, rows) => insertRejections(deps.db, sourceId, rows),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    clock,
    log: deps.log,
  });
  const receiveDeps: Omit<ReceiveDeps, "noteRejection"> = {
    sources,
    coordinator: (name) => deps.coordinator(name),
    outbox: deps.outbox,
    keepUnrouted: (event, content) => insertUnrouted(deps.db, event, content),
    clock,
  };
  const tally = new IngestTally({
    write: (counts) => addIngestCounts(deps.db, counts),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    log: deps.log,
  });
  const routes = new Hono();

  routes.post("/ingest/:source", (context) => {
    const startedAt = clock.now();
    const source = context.req.param("source");
    const noteRejection = (rejection: Rejection) => {
      const writing = rejections.note(rejection);
      if (writing) context.executionCtx.waitUntil(writing);
    };
    const receiving = receiveOrFail({ source, message: context.req.raw }, { ...receiveDeps, noteRejection });
    const answering = receiving.then((received) => {
      const answer = answerTo(received);
      const durationMs = clock.now() - startedAt;
      deps.log[levelOf(received)]("ingest", () => ({
        source: source.slice(0, MAX_LOGGED_CHARS),
        ...logFields(received),
        status: answer.status,
        durationMs,
      }));
      tally.note(received, (work) => context.executionCtx.waitUntil(work));
      return answer;
    });
    // Not only after the answer, so that a sender that hangs up ends nothing: leases are on their way here, and the
    // outcomes of other events ride along.
    context.executionCtx.waitUntil(receiving.then((received) => goOn(received, deps)));
    return answering;
  });

  routes.all("/ingest/:source", () => {
    const answer = toResponse(new Problem("method_not_allowed", "Events are sent with POST."));
    answer.headers.set("allow", "POST");
    return answer;
  });

  return routes;
}

/** What a request still has to do when it is answered. */
async function goOn(received: Received, { deliver }: Pick<IngestDeps, "deliver">): Promise<void> {
  const delivery = "delivery" in received ? received.delivery : undefined;
  if (delivery && delivery.leases.length + (delivery.unreported?.length ?? 0) > 0)
    await deliver(delivery.coordinator, delivery);
}

// Whatever breaks here is ours: the provider is asked to send the event again, never told that it was wrong.
async function receiveOrFail(inbound: Inbound, deps: ReceiveDeps): Promise<Received> {
  try {
    return await receive(inbound, deps);
  } catch (failure) {
    return { result: "unavailable", why: "unexpected", failure: String(failure) };
  }
}
