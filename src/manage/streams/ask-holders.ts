import type { StreamStanding } from "../../coordinate/describe-stream.ts";
import { mayHave } from "../../coordinate/partition.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import { askCoordinators } from "../ask-coordinators.ts";
import type { CoordinatorStub, ManageDeps } from "../deps.ts";

/**
 * Asks the coordinators that have these streams. While streams move, both that may have one are asked, and the one
 * that knows more of it is believed; the one that it belongs to where they know the same.
 * @returns the answers by stream. @throws Problem `unavailable`
 */
export async function askHolders<Answer>(
  deps: Pick<ManageDeps, "coordinator" | "log">,
  { tenant, streams }: { tenant: Tenant; streams: readonly string[] },
  {
    ask,
    standingOf,
  }: {
    ask(coordinator: CoordinatorStub, streams: string[]): Promise<Answer[]>;
    standingOf(answer: Answer): StreamStanding;
  },
): Promise<Map<string, Answer>> {
  const pairs = streams.flatMap((stream) =>
    mayHave(tenant, stream).map((partition, rank) => ({ stream, partition, rank })),
  );
  const found = new Map<string, Answer>();
  // The one that a stream belongs to comes second, so that one that moves in between is not missed.
  for (const rank of [1, 0]) {
    const byPartition = Map.groupBy(
      pairs.filter((pair) => pair.rank === rank),
      ({ partition }) => partition,
    );
    const asked = { tenantId: tenant.id, partitions: [...byPartition.keys()] };
    const answers = await askCoordinators(deps, asked, (coordinator, partition) =>
      ask(
        coordinator,
        (byPartition.get(partition) ?? []).map(({ stream }) => stream),
      ),
    );
    for (const answer of answers.flat()) {
      const { stream, lastSequence } = standingOf(answer);
      const known = found.get(stream);
      if (!known || lastSequence >= standingOf(known).lastSequence) found.set(stream, answer);
    }
  }
  return found;
}
