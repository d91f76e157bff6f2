import type { NamedDatabase } from "../record/record-databases.ts";
import { eachBounded } from "./bounded.ts";
import type { ManageDeps } from "./deps.ts";

/** Statements under way at once: an invocation has about six connections. */
const QUESTIONS_AT_ONCE = 6;

/** What a database answered; null where it is away. */
export interface DatabaseAnswer<Answer> extends NamedDatabase {
  answer: Answer | null;
}

/**
 * Puts a question to every database that holds records, in their order. One that is away costs its own answer only.
 * @throws what D1 throws where the directory's own is away: nothing works then
 */
export async function askDatabases<Answer>(
  { records, log }: Pick<ManageDeps, "records" | "log">,
  ask: (database: NamedDatabase) => Promise<Answer>,
): Promise<DatabaseAnswer<Answer>[]> {
  return eachBounded(records.all, QUESTIONS_AT_ONCE, async (database) => {
    try {
      return { ...database, answer: await ask(database) };
    } catch (failure) {
      if (database.recordDatabase === null) throw failure;
      log.warn("database_silent", { database: database.name, error: String(failure) });
      return { ...database, answer: null };
    }
  });
}

/** The answers of those that gave one. */
export function given<Answer>(answers: readonly DatabaseAnswer<Answer>[]): Answer[] {
  return answers.flatMap(({ answer }) => (answer === null ? [] : [answer]));
}
