import type { PageView } from "../../manage/paging.ts";
import type { RejectionView } from "../../manage/sources/rejection.schema.ts";
import type { SourceView } from "../../manage/sources/source.schema.ts";
import { Action, Badge, Copyable, Note, Time } from "../parts/parts.view.tsx";
import { Rejections } from "./rejections.view.tsx";
import { SourceSecrets } from "./source-secrets.view.tsx";
import { Routing } from "./sources.view.tsx";

interface DetailProps {
  source: SourceView;
  rejections: PageView<RejectionView>;
  query: Readonly<Record<string, string>>;
  /** What was noticed about a secret that was just given. */
  warnings: readonly string[];
}

/** One source: its URL, its secrets, and what it refused. */
export function SourceDetail({ source, rejections, query, warnings }: DetailProps) {
  const path = `/portal/sources/${source.id}`;
  return (
    <>
      <div class="head">
        <div>
          <h1>{source.name}</h1>
          <p class="soft">
            <Badge status={source.status} /> <code>{source.id}</code>
          </p>
        </div>
        <Switches path={path} source={source} />
      </div>
      {warnings.map((warning) => (
        <Note tone="wait">{warning}</Note>
      ))}
      {source.status === "disabled" && (
        <Note tone="bad">
          Disabled: its URL answers 404, and what the provider sends meanwhile is not kept. A provider sends
          again for a while only.
        </Note>
      )}
      <h2>Ingest URL</h2>
      <p class="hint">Enter it as the webhook URL in the provider's dashboard.</p>
      <Copyable id="ingest-url" text={source.ingestUrl} />
      <Settings source={source} />
      <SourceSecrets path={path} secrets={source.secrets} />
      <Rejections rejections={rejections} query={query} />
    </>
  );
}

function Switches({ path, source }: { path: string; source: SourceView }) {
  return (
    <div class="actions">
      {source.status === "enabled" ? (
        <Action
          to={`${path}/status`}
          values={{ status: "disabled" }}
          ask="Disable this source? What the provider sends meanwhile is refused."
        >
          Disable
        </Action>
      ) : (
        <Action to={`${path}/status`} values={{ status: "enabled" }} kind="main">
          Enable
        </Action>
      )}
      <a class="button" href={`${path}/edit`}>
        Change
      </a>
      <Action
        to={`${path}/remove`}
        kind="danger"
        ask="Remove this source and its secrets? Its URL is unknown from then on, for good."
      >
        Remove
      </Action>
    </div>
  );
}

function Settings({ source }: { source: SourceView }) {
  return (
    <dl>
      <dt>Provider</dt>
      <dd>{source.provider}</dd>
      <dt>uid</dt>
      <dd>{source.uid ?? <span class="soft">–</span>}</dd>
      <dt>Tenant of an event</dt>
      <dd>
        <Routing source={source} />
      </dd>
      <dt>Order window</dt>
      <dd>{source.orderWindowMs} ms</dd>
      <dt>Masked</dt>
      <dd>
        {source.redact.length === 0 ? (
          <span class="soft">secrets only</span>
        ) : (
          source.redact.map((pointer) => (
            <div>
              <code>{pointer}</code>
            </div>
          ))
        )}
      </dd>
      <dt>Changed</dt>
      <dd>
        <Time at={source.updatedAt} />
      </dd>
    </dl>
  );
}
