import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { Recent } from "../platform/recent.ts";
import type { RejectionReason } from "../record/rejection-reasons.ts";
import type { Rejection } from "../record/rejections.sql.ts";

const WINDOW_MS = 60_000;
/** Of one source and window, each with a row of its own. Who sends more is summed up. */
const MAX_SINGLE = 10;
/** What is summed up is written after this, in a row for each reason. */
const GATHER_MS = 10_000;
/** Sources that this isolate keeps count of, at some kilobytes each. */
const MAX_SOURCES = 1_000;

export interface RejectionBookDeps {
  /** Writes rejections of one source. */
  write(sourceId: string, rejections: readonly Rejection[]): Promise<void>;
  wait(ms: number): Promise<void>;
  clock: Clock;
  log: Log;
}

interface Page {
  windowEndsAt: Instant;
  single: number;
  sums: Map<RejectionReason, Rejection>;
}

/**
 * Keeps what sources refuse, within bounds: whoever floods a source costs an isolate no more than some twenty rows a
 * minute, and no request waits for one.
 */
export class RejectionBook {
  readonly #deps: RejectionBookDeps;
  readonly #pages = new Recent<string, Page>(MAX_SOURCES);

  constructor(deps: RejectionBookDeps) {
    this.#deps = deps;
  }

  /** Notes a rejection. @returns the writing, for after the answer; undefined where there is none to wait for. */
  note(rejection: Rejection): Promise<void> | undefined {
    const page = this.#pageOf(rejection.sourceId);
    if (page.single < MAX_SINGLE) {
      page.single += 1;
      return this.#write(rejection.sourceId, [rejection]);
    }
    const isFirst = page.sums.size === 0;
    const { count = 0 } = page.sums.get(rejection.reason) ?? {};
    page.sums.set(rejection.reason, { ...rejection, count: count + 1 });
    return isFirst ? this.#writeSums(rejection.sourceId, page) : undefined;
  }

  #pageOf(sourceId: string): Page {
    const now = this.#deps.clock.now();
    const known = this.#pages.get(sourceId);
    if (known && now < known.windowEndsAt) return known;
    const sums: Page["sums"] = new Map();
    const page = { windowEndsAt: now + WINDOW_MS, single: 0, sums };
    this.#pages.set(sourceId, page);
    return page;
  }

  async #writeSums(sourceId: string, page: Page): Promise<void> {
    await this.#deps.wait(GATHER_MS);
    const sums = [...page.sums.values()];
    page.sums.clear();
    await this.#write(sourceId, sums);
  }

  // What cannot be written is not worth a request: it stands in the log as well.
  async #write(sourceId: string, rejections: readonly Rejection[]): Promise<void> {
    try {
      await this.#deps.write(sourceId, rejections);
    } catch (failure) {
      this.#deps.log.warn("rejections_not_written", { sourceId, error: String(failure) });
    }
  }
}
