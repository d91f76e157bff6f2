import { Problem } from "../../platform/problem.ts";
import { claimRequest, keepAnswer, releaseRequest, type RequestName } from "../../record/idempotency.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { type KeptAnswer, parseAnswer } from "./kept-answer.schema.ts";

export type OnceDeps = Pick<ManageDeps, "db" | "clock" | "sealer" | "log">;

/** For how long a key stands for its request: the contract's day. */
export const KEPT_MS = 86_400_000;
/** Longer than any request lasts: a Worker ends 30 s after its client has gone at the latest. */
const ABANDONED_MS = 60_000;
const RETRY_AFTER_SECONDS = 1;
/** From here on it is our fault, and the client tries again: such an answer is not kept. */
const FIRST_FAULT_STATUS = 500;

/** A request that must have one effect. */
export interface OnceRequest {
  name: RequestName;
  /** Tells this request from another one under the same name. */
  fingerprint: string;
}

/** An answer, and whether it was given before. */
export interface OnceAnswer {
  answer: KeptAnswer;
  isReplayed: boolean;
}

/**
 * Runs a request unless it was run before: then its first answer is given again. Answers are sealed at rest, because
 * some show a secret this once.
 * @throws Problem `idempotency_key_reused`, `idempotency_in_progress`
 */
export async function runOnce(
  deps: OnceDeps,
  { name, fingerprint }: OnceRequest,
  run: () => Promise<KeptAnswer>,
): Promise<OnceAnswer> {
  const runId = crypto.randomUUID();
  const at = deps.clock.now();
  const known = await claimRequest(deps.db, name, {
    fingerprint,
    runId,
    at,
    forgottenBefore: at - KEPT_MS,
    abandonedBefore: at - ABANDONED_MS,
  });
  if (known?.runId === runId)
    return { answer: await runAndKeep(deps, { name, runId }, run), isReplayed: false };
  if (known && known.fingerprint !== fingerprint) {
    throw new Problem(
      "idempotency_key_reused",
      "This Idempotency-Key stands for another request. Send a key of its own with each request.",
    );
  }
  if (!known?.answer) {
    throw new Problem(
      "idempotency_in_progress",
      "The first request with this Idempotency-Key is under way.",
      {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      },
    );
  }
  return { answer: parseAnswer(await deps.sealer.open(known.answer, sealRow(name))), isReplayed: true };
}

async function runAndKeep(
  deps: OnceDeps,
  { name, runId }: { name: RequestName; runId: string },
  run: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const answer = await run();
  try {
    if (answer.status >= FIRST_FAULT_STATUS) await releaseRequest(deps.db, name, runId);
    else {
      const sealed = await deps.sealer.seal(JSON.stringify(answer), sealRow(name));
      await keepAnswer(deps.db, name, { runId, answer: sealed });
    }
  } catch (failure) {
    // What was done is done: its client gets its answer, and a repetition is held off until the run counts as dead.
    deps.log.warn("answer_not_kept", { status: answer.status, error: String(failure) });
  }
  return answer;
}

function sealRow({ owner, scope, key }: RequestName): string {
  return `idempotency:${owner}:${scope}:${key}`;
}
