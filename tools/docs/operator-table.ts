import { OPERATORS } from "../../src/match/operators.ts";
import { markdownTable } from "./markdown.ts";

/** Every operator of a filter on the payload. */
export function operatorTable(): string {
  const rows = Object.entries(OPERATORS).map(([operator, { means }]) => [`\`${operator}\``, means]);
  return markdownTable(["operator", "holds where the field"], rows);
}
