import { coordinatorName } from "../coordinate/partition.ts";
import { Problem } from "../platform/problem.ts";
import { eachBounded } from "./bounded.ts";
import type { CoordinatorStub, ManageDeps } from "./deps.ts";

/** RPCs under way at once: an invocation has about six connections. */
const QUESTIONS_AT_ONCE = 6;
/** A coordinator that is restarting answers again within seconds. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Puts a question to some coordinators of a tenant. @returns the answers in the order of the partitions.
 * @throws Problem `unavailable` where one of them does not answer.
 */
export async function askCoordinators<Answer>(
  deps: Pick<ManageDeps, "coordinator" | "log">,
  { tenantId, partitions }: { tenantId: string; partitions: readonly number[] },
  ask: (coordinator: CoordinatorStub, partition: number) => Promise<Answer>,
): Promise<Answer[]> {
  try {
    return await eachBounded(partitions, QUESTIONS_AT_ONCE, (partition) =>
      ask(deps.coordinator(coordinatorName(tenantId, partition)), partition),
    );
  } catch (failure) {
    deps.log.warn("coordinator_silent", { tenantId, error: String(failure) });
    throw new Problem("unavailable", "A coordinator of this tenant does not answer. Ask again.", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
}
