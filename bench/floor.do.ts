import { DurableObject } from "cloudflare:workers";
import { floorTable, recordEvents, type FloorEvent } from "./floor.sql.ts";

const RECORD_EVERY_MS = 200;
const RECORD_BATCH_CHARS = 1_000_000; // a bound value may be 2 MB, and escaped quotes can double a body

export interface FloorEnv {
  DB: D1Database;
  LOG: DurableObjectNamespace<FloorLog>;
  SOURCE_SECRET: string;
  /** Comma-separated; empty = accept only. */
  ENDPOINTS: string;
}

/** What the floor has written so far: the bench divides it by the events. */
export interface FloorCounters {
  /** Calls to append. */
  requests: number;
  objectRowsWritten: number;
  recordRowsWritten: number;
  recordStatements: number;
}

interface Waiting {
  eventId: string;
  body: Uint8Array;
  durable(number: number): void;
  failed(cause: unknown): void;
}

/** Makes an event durable with one insert, shares the commit with its neighbours, and records it in D1 in batches. */
export class FloorLog extends DurableObject<FloorEnv> {
  readonly #table = floorTable(this.ctx.storage.sql);
  #waiting: Waiting[] = [];
  readonly #unrecorded: FloorEvent[] = [];
  #isCommitting = false;
  #isRecording = false;
  #requests = 0;
  #recordRowsWritten = 0;
  #recordStatements = 0;

  append(eventId: string, body: Uint8Array): Promise<number> {
    this.#requests += 1;
    return new Promise((durable, failed) => {
      this.#waiting.push({ eventId, body, durable, failed });
      if (!this.#isCommitting) void this.#commit();
    });
  }

  counters(): FloorCounters {
    return {
      requests: this.#requests,
      objectRowsWritten: this.#table.rowsWritten(),
      recordRowsWritten: this.#recordRowsWritten,
      recordStatements: this.#recordStatements,
    };
  }

  /** Group commit: whatever arrives while one commit reaches the disk goes into the next. */
  async #commit(): Promise<void> {
    this.#isCommitting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const numbers = this.ctx.storage.transactionSync(() =>
          group.map((event) => this.#table.append(event.body)),
        );
        await this.ctx.storage.sync();
        for (const [index, event] of group.entries()) this.#settle(event, numbers[index] ?? 0);
      } catch (cause) {
        for (const event of group) event.failed(cause);
      }
    }
    this.#isCommitting = false;
  }

  #settle(event: Waiting, number: number): void {
    this.#unrecorded.push({ number, eventId: event.eventId, body: new TextDecoder().decode(event.body) });
    if (!this.#isRecording) this.ctx.waitUntil(this.#record());
    event.durable(number);
  }

  async #record(): Promise<void> {
    this.#isRecording = true;
    while (this.#unrecorded.length > 0) {
      await scheduler.wait(RECORD_EVERY_MS);
      while (this.#unrecorded.length > 0) {
        this.#recordRowsWritten += await recordEvents(this.env.DB, this.#takeBatch());
        this.#recordStatements += 1;
      }
    }
    this.#isRecording = false;
  }

  #takeBatch(): FloorEvent[] {
    let chars = 0;
    const end = this.#unrecorded.findIndex((event) => (chars += event.body.length) > RECORD_BATCH_CHARS);
    return this.#unrecorded.splice(0, end === -1 ? this.#unrecorded.length : Math.max(1, end));
  }
}
