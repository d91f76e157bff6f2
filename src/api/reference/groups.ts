import type { ApiDocument, Operation } from "./document.schema.ts";

/** An operation with where it is. */
export interface PlacedOperation {
  /** Upper case. */
  method: string;
  path: string;
  operation: Operation;
}

/** The operations of one subject. */
export interface Group {
  tag: string;
  /** What the subject is; undefined where the document does not say. */
  description: string | undefined;
  operations: PlacedOperation[];
}

/** The operations by their first tag, in the order of the document. */
export function groupsOf({ paths, tags }: ApiDocument): Group[] {
  const groups = new Map<string, PlacedOperation[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags[0] ?? "Other";
      const group = groups.get(tag) ?? [];
      groups.set(tag, group);
      group.push({ method: method.toUpperCase(), path, operation });
    }
  }
  const descriptions = new Map(tags.map(({ name, description }) => [name, description]));
  return [...groups].map(([tag, operations]) => ({ tag, description: descriptions.get(tag), operations }));
}
