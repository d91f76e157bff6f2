import { Problem, type ProblemCode } from "../platform/problem.ts";

/** Refusals that say what to do about them: they are shown where somebody has just clicked. */
const SHOWN: ReadonlySet<ProblemCode> = new Set(["conflict", "invalid", "unavailable"]);

/** Why something was not done, or undefined where it was. @throws whatever a page of its own has to tell. */
export async function refusalFrom(work: () => Promise<unknown>): Promise<Problem | undefined> {
  try {
    await work();
    return undefined;
  } catch (failure) {
    if (failure instanceof Problem && SHOWN.has(failure.code)) return failure;
    throw failure;
  }
}
