import type { ApiDocument } from "./document.schema.ts";
import { groupsOf, type Group } from "./groups.ts";
import { OperationSection } from "./operation-section.tsx";
import { Example } from "./example.tsx";
import { FieldTable } from "./field-table.tsx";
import { TypeLabel } from "./type-label-view.tsx";

/** The whole page: a list of what there is, every operation, every type. It needs no script. */
export function ReferencePage({ document, styleUrl }: { document: ApiDocument; styleUrl: string }) {
  const { info, components } = document;
  const groups = groupsOf(document);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${info.title} API`}</title>
        <link rel="stylesheet" href={styleUrl} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the operations
        </a>
        <header>
          <h1>{info.title} API</h1>
          <p>
            Version {info.version}. {info.description} The same as a machine reads it:{" "}
            <a href="/openapi.json">openapi.json</a>. Send your key with every request:{" "}
            <code>Authorization: Bearer KEY</code>.
          </p>
        </header>
        <div class="columns">
          <Contents groups={groups} />
          <main id="content">
            {groups.map(({ tag, description, operations }) => (
              <section>
                <h2>{tag}</h2>
                {description === undefined ? null : <p>{description}</p>}
                {operations.map((placed) => (
                  <OperationSection {...placed} />
                ))}
              </section>
            ))}
            <Problems examples={components.examples} />
            <Types schemas={components.schemas} />
          </main>
        </div>
      </body>
    </html>
  );
}

function Contents({ groups }: { groups: readonly Group[] }) {
  return (
    <nav aria-label="Operations and types">
      {groups.map(({ tag, operations }) => (
        <section>
          <h2>{tag}</h2>
          <ul>
            {operations.map(({ operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>{operation.operationId}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>
          <a href="#problems">Problems</a>
        </h2>
        <h2>
          <a href="#types">Types</a>
        </h2>
      </section>
    </nav>
  );
}

function Problems({ examples }: Pick<ApiDocument["components"], "examples">) {
  return (
    <section id="problems">
      <h2>Problems</h2>
      {Object.entries(examples).map(([code, { summary, value }]) => (
        <article id={`problem-${code}`}>
          <h3>{code}</h3>
          <p>{summary}</p>
          <Example value={value} />
        </article>
      ))}
    </section>
  );
}

function Types({ schemas }: Pick<ApiDocument["components"], "schemas">) {
  const byName = Object.entries(schemas).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return (
    <section id="types">
      <h2>Types</h2>
      {byName.map(([name, schema]) => (
        <article id={`type-${name}`}>
          <h3>{name}</h3>
          {schema.properties ? <FieldTable schema={schema} /> : <TypeLabel schema={schema} />}
        </article>
      ))}
    </section>
  );
}
