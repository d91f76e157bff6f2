import { reportMoved } from "../record/moves.sql.ts";
import type { Peer } from "./handing-over.ts";
import type { Intake } from "./intake.ts";
import { Mover } from "./mover.ts";
import { coordinatorName } from "./partition.ts";
import type { WorkPlace } from "./projector-for.ts";
import { Sweeper } from "./sweeper.ts";

export interface MovesDeps {
  intake: Intake;
  /** Makes sure of a configuration of at least this version. */
  knows(version: number): Promise<boolean>;
  /** The coordinator of this name. */
  coordinator(name: string): Peer;
}

/** What moves a coordinator's streams: who opens the door to arrivals, and who sends on what is left. */
export interface Moves {
  mover: Mover;
  sweeper: Sweeper;
}

/** The same, with its storage, its siblings and the record. */
export function movesFor(place: WorkPlace, { intake, knows, coordinator }: MovesDeps): Moves {
  const { directory, state, tables, commit, wait, clock, log } = place;
  const peer = (partition: number) => coordinator(coordinatorName(state().tenantId, partition));
  const mover = new Mover({
    ...{ state, tables, commit, knows, peer, wait },
    take: (arrival, slots) => intake.take(arrival, slots),
    answer: (accepted) => intake.answer(accepted),
  });
  const sweeper = new Sweeper({
    ...{ state, tables, peer, commit, wait, clock, log },
    isKept: (stream) => mover.isKept(stream),
    report: (left, layoutVersion) => {
      const { tenantId, partition } = state();
      return reportMoved(directory, { tenantId, partition, layoutVersion, left });
    },
  });
  return { mover, sweeper };
}
