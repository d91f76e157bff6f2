// Whole statements, not words: "the rows to delete from the list" is prose.
const STATEMENTS = [
  /\bSELECT\b[\s\S]+\bFROM\b/,
  /\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b/,
  /\bUPDATE\s+\S+\s+SET\b/,
  /\bDELETE\s+FROM\b/,
  /\b(?:CREATE|DROP|ALTER)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\b/,
];

/** Whether a string of the code holds an SQL statement, written in capitals as all of ours are. */
export function holdsSql(text: string): boolean {
  return STATEMENTS.some((statement) => statement.test(text));
}
