import type { Operation, Schema } from "./document.schema.ts";
import { Example, FoldedExample } from "./example.tsx";
import { FieldTable } from "./field-table.tsx";
import type { PlacedOperation } from "./groups.ts";
import { TypeLabel } from "./type-label-view.tsx";

/** One operation: what it does, what it takes, what it answers. */
export function OperationSection({ method, path, operation }: PlacedOperation) {
  const { operationId, summary, description, parameters, requestBody } = operation;
  const body = requestBody?.content["application/json"];
  return (
    <article id={operationId}>
      <h3>
        <a href={`#${operationId}`}>{operationId}</a>
      </h3>
      <p class="call">
        <strong class={method.toLowerCase()}>{method}</strong> <code>{path}</code>
      </p>
      <p>{summary}</p>
      {description === undefined ? null : <p>{description}</p>}
      {parameters.length === 0 ? null : (
        <>
          <h4>Parameters</h4>
          <FieldTable schema={asObject(parameters)} />
        </>
      )}
      {body === undefined ? null : (
        <>
          <h4>Body</h4>
          <TypeLabel schema={body.schema} />
          <Example value={body.example} />
        </>
      )}
      <h4>Answers</h4>
      <Answers responses={operation.responses} />
    </article>
  );
}

function Answers({ responses }: Pick<Operation, "responses">) {
  return (
    <dl>
      {Object.entries(responses).map(([status, { description, content }]) => (
        <div>
          <dt>
            <code>{status}</code>
          </dt>
          <dd>
            {description}{" "}
            {Object.values(content ?? {}).map(({ schema, example, examples = {} }) => (
              <>
                <TypeLabel schema={schema} />
                {Object.keys(examples).map((code) => (
                  <>
                    {" "}
                    <a href={`#problem-${code}`}>{code}</a>
                  </>
                ))}
                <FoldedExample value={example} />
              </>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function asObject(parameters: Operation["parameters"]): Schema {
  return {
    properties: Object.fromEntries(
      parameters.map(({ name, schema, description }) => [name, { ...schema, description }]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}
