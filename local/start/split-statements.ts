// A quoted text, a quoted name, a comment of either kind, a semicolon, or a run of anything else.
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"\-/;]+|[\s\S]/g;

/**
 * The statements of a migration, one by one, without comments: D1 prepares one statement at a time.
 * @throws Error for a trigger, whose body holds semicolons of its own
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = "";
  for (const token of sql.match(TOKENS) ?? []) {
    if (token === ";") {
      statements.push(current);
      current = "";
    } else if (!token.startsWith("--") && !token.startsWith("/*")) {
      current += token;
    }
  }
  statements.push(current);
  const whole = statements.map((statement) => statement.trim()).filter((statement) => statement !== "");
  const trigger = whole.find((statement) => /^create\s+(temp\w*\s+)?trigger\b/i.test(statement));
  if (trigger) throw new Error(`a migration cannot hold a trigger: ${trigger.slice(0, 60)}...`);
  return whole;
}
