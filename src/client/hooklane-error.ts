import type { Problem } from "./operations.ts";

/** What the router says, and what happens before it can say anything. */
export type HooklaneErrorCode = Problem["code"] | "network" | "timeout" | "unreadable_answer";

/** One wrong field: an RFC 6901 pointer into the body, or a parameter's name, and what to do. */
export interface FieldError {
  pointer: string;
  message: string;
}

/** What a failed call has to tell, beside its message. */
export interface FailureDetails {
  /** HTTP status; 0 where no answer came. */
  status: number;
  errors?: readonly FieldError[] | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** Every failure of a call, but for one that its own signal ended: that throws the signal's reason. */
export class HooklaneError extends Error {
  override readonly name = "HooklaneError";
  readonly code: HooklaneErrorCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The fields that are wrong, for `invalid`; else empty. */
  readonly errors: readonly FieldError[];
  /** Names the request in the router's log. */
  readonly requestId: string | undefined;
  /** When the router wants to be asked again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: HooklaneErrorCode, message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.errors = details.errors ?? [];
    this.requestId = details.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
