import { readOverall } from "../../record/coordinator-status.sql.ts";
import { addUp, type Overall } from "../../record/overall.ts";
import { askDatabases, given } from "../ask-databases.ts";
import type { ManageDeps } from "../deps.ts";

/** How big a database is; null where it is away. */
export interface DatabaseSize {
  binding: string;
  bytes: number | null;
}

/** What all coordinators last told, over all databases. @throws what D1 throws where the directory's own is away */
export async function askForOverall(
  deps: Pick<ManageDeps, "records" | "log">,
): Promise<{ overall: Overall; isWhole: boolean; databases: DatabaseSize[] }> {
  const answers = await askDatabases(deps, ({ db }) => readOverall(db));
  const parts = given(answers);
  return {
    overall: addUp(parts),
    isWhole: parts.length === answers.length,
    databases: answers.map(({ name, answer }) => ({ binding: name, bytes: answer?.bytes ?? null })),
  };
}
