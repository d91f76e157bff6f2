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
        rejections.data.map((rejection) => <Card rejection={rejection} />)
      )}
      <Pages query={query} next={rejections.nextCursor} />
    </section>
  );
}

function Card({ rejection }: { rejection: RejectionView }) {
  const { at, reason, detail, count, headers, bodyBytes, bodyHead } = rejection;
  return (
    <article class="card">
      <p>
        <span class="badge bad">{reason}</span> <Time at={at} />{" "}
        <span class="soft">{count === 1 ? "one request" : `${count} requests`}</span>
      </p>
      <p>{detail}</p>
      <details>
        <summary>
          What came{bodyBytes === undefined ? "" : `: ${bodyBytes} ${bodyBytes === 1 ? "byte" : "bytes"}`}
        </summary>
        <Code text={Object.entries(headers).map(lineOf).join("\n")} />
        {bodyHead !== undefined && bodyHead !== "" && (
          <>
            <p class="hint">The beginning of the body. Nobody has vouched for it.</p>
            <Code text={bodyHead} />
          </>
        )}
      </details>
    </article>
  );
}

function lineOf([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}
