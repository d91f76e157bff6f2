import type { Schema } from "./document.schema.ts";
import { TypeLabel } from "./type-label-view.tsx";

/** The fields of an object, or parameters put as one: name, type, description. */
export function FieldTable({ schema }: { schema: Schema }) {
  const { properties = {}, required = [] } = schema;
  return (
    <dl>
      {Object.entries(properties).map(([name, field]) => (
        <div>
          <dt>
            <code>{name}</code>
            {required.includes(name) ? null : <span class="optional"> optional</span>}
          </dt>
          <dd>
            <TypeLabel schema={field} />
            {field.description === undefined ? null : <p>{field.description}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
