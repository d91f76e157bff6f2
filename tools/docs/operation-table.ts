import { markdownTable } from "./markdown.ts";
import type { OpenApiDocument } from "./openapi.schema.ts";

/** Every operation of the management API, in the order of the document. */
export function operationTable({ paths }: OpenApiDocument): string {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => [
      `\`${method.toUpperCase()} ${path}\``,
      summary,
    ]),
  );
  return markdownTable(["operation", "what it does"], rows);
}
