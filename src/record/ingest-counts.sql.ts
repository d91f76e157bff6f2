/** Adds to what was counted of each result. Not repeatable: a report whose answer got lost may count twice. */
export async function addIngestCounts(db: D1Database, counts: ReadonlyMap<string, number>): Promise<void> {
  await db
    .prepare(
      `INSERT INTO ingest_count (result, count) SELECT value->>0, value->>1 FROM json_each(?) WHERE true
       ON CONFLICT (result) DO UPDATE SET count = count + excluded.count`,
    )
    .bind(JSON.stringify([...counts]))
    .run();
}

/** Result -> how often. What never happened is not in it. */
export async function readIngestCounts(db: D1Database): Promise<Map<string, number>> {
  const { results } = await db
    .prepare("SELECT result, count FROM ingest_count")
    .all<{ result: string; count: number }>();
  return new Map(results.map(({ result, count }) => [result, count]));
}
