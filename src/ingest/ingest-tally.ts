import type { Log } from "../platform/log.ts";
import type { CountedResult } from "../record/ingest-counts.ts";
import type { Received, Refusal } from "./received.ts";

/** Refusals gather for this long in an isolate: a flood of them costs a few rows every five seconds. */
const GATHER_MS = 5_000;

export interface TallyDeps {
  write(counts: ReadonlyMap<string, number>): Promise<void>;
  wait(ms: number): Promise<void>;
  log: Log;
}

/**
 * Counts what brought no event into a coordinator; the rest is counted there. An isolate that ends before it has
 * written loses the counts of its last seconds.
 */
export class IngestTally {
  readonly #deps: TallyDeps;
  #counts = new Map<string, number>();
  #isGathering = false;

  constructor(deps: TallyDeps) {
    this.#deps = deps;
  }

  /** @param waitUntil lets the writing go on after the answer. */
  note(received: Received, waitUntil: (work: Promise<unknown>) => void): void {
    const result = countedAs(received);
    if (result === undefined) return;
    this.#counts.set(result, (this.#counts.get(result) ?? 0) + 1);
    if (this.#isGathering) return;
    this.#isGathering = true;
    waitUntil(this.#writeLater());
  }

  async #writeLater(): Promise<void> {
    await this.#deps.wait(GATHER_MS);
    const counts = this.#counts;
    this.#counts = new Map();
    this.#isGathering = false;
    try {
      await this.#deps.write(counts);
    } catch (failure) {
      // They go with the next ones.
      for (const [result, count] of counts) {
        this.#counts.set(result, (this.#counts.get(result) ?? 0) + count);
      }
      this.#deps.log.warn("ingest_counts_not_written", { error: String(failure) });
    }
  }
}

/** Under what a request is counted; undefined where its coordinator counts it. */
function countedAs(received: Received): CountedResult | undefined {
  switch (received.result) {
    case "accepted":
    case "duplicate":
      return undefined;
    case "unrouted":
    case "ignored":
    case "probe":
    case "unavailable":
      return received.result;
    case "refused":
      return REFUSED_AS[received.verification.result];
    case "unknown-source":
      return "source_unknown";
    case "source-disabled":
      return "source_disabled";
    case "too-large":
      return "body_too_large";
    case "interrupted":
      return "malformed_request";
    case "not-json":
      return "malformed_json";
    case "not-an-event":
      return "not_an_event";
    default:
      return received satisfies never;
  }
}

const REFUSED_AS: Readonly<Record<Refusal["result"], CountedResult>> = {
  missing: "signature_missing",
  malformed: "signature_malformed",
  mismatch: "signature_mismatch",
  "outside-tolerance": "signature_expired",
  "no-secret": "no_secret",
};
