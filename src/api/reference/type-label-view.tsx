import type { Schema } from "./document.schema.ts";
import { typeLabel } from "./type-label.ts";

/** A type in words, with links to those that have a name. */
export function TypeLabel({ schema }: { schema: Schema | undefined }) {
  return (
    <code class="type">
      {typeLabel(schema).map((part) =>
        "type" in part ? <a href={`#type-${part.type}`}>{part.type}</a> : part.text,
      )}
    </code>
  );
}
