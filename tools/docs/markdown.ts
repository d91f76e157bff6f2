/** A Markdown table. Cells may hold Markdown; a bar inside one is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeBars).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** `a`, `b` and so on, each as code. */
export function codes(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(", ");
}

function escapeBars(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
