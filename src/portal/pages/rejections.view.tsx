import type { PageView } from "../../manage/paging.ts";
import type { RejectionView } from "../../manage/sources/rejection.schema.ts";
import { Code, Empty, Pages, Time } from "../parts/parts.view.tsx";

/** What a source refused lately, and why. */
export function Rejections({
  rejections,
  query,
}: {
  rejections: PageView<RejectionView>;
  query: Readonly<Record<string, string>>;
}) {
  return (
    <section aria-labelledby="rejections-title">
      <h2 id="rejections-title">Refused requests</h2>
      <p class="hint">Kept for a week. Many at once are summed up, and the newest of them is shown.</p>
      {rejections.data.length === 0 ? (
        <Empty>Nothing was refused.</Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">At (UTC)</th>
              <th scope="col">Reason</th>
              <th scope="col" class="number">
                Requests
              </th>
              <th scope="col">What came</th>
            </tr>
          </thead>
          <tbody>
            {rejections.data.map((rejection) => (
              <Row rejection={rejection} />
            ))}
          </tbody>
        </table>
      )}
      <Pages query={query} next={rejections.nextCursor} />
    </section>
  );
}

function Row({ rejection }: { rejection: RejectionView }) {
  const { at, reason, detail, count, headers, bodyBytes, bodyHead } = rejection;
  return (
    <tr>
      <td data-label="At">
        <Time at={at} />
      </td>
      <td data-label="Reason">
        <span class="badge bad">{reason}</span>
        <div class="small">{detail}</div>
      </td>
      <td data-label="Requests" class="number">
        {count}
      </td>
      <td data-label="What came">
        <details>
          <summary>{bodyBytes === undefined ? "headers" : `${bodyBytes} bytes`}</summary>
          <Code text={Object.entries(headers).map(lineOf).join("\n")} />
          {bodyHead !== undefined && bodyHead !== "" && (
            <>
              <p class="hint">The beginning of the body. Nobody has vouched for it.</p>
              <Code text={bodyHead} />
            </>
          )}
        </details>
      </td>
    </tr>
  );
}

function lineOf([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}
