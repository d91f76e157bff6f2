import { PROBLEMS } from "../../src/platform/problem.ts";
import { markdownTable } from "./markdown.ts";

/** Every code that a problem document can carry, by status. */
export function problemTable(): string {
  const rows = Object.entries(PROBLEMS).map(([code, { status, title }]) => [
    String(status),
    `\`${code}\``,
    title,
  ]);
  return markdownTable(["status", "`code`", "title"], rows);
}
