import type { Child } from "hono/jsx";
import type { FieldError } from "../../platform/problem.ts";

type Tone = "good" | "bad" | "wait" | "off";

/** What a status means to somebody who looks for trouble. A status without a row is shown in grey. */
const TONES: Readonly<Record<string, Tone>> = {
  delivered: "good",
  enabled: "good",
  done: "good",
  failed: "bad",
  disabled: "bad",
  pending: "wait",
  parked: "wait",
  paused: "wait",
  running: "wait",
  skipped: "off",
  unmatched: "off",
  cancelled: "off",
};

/** A status as a word in a colour; the word alone tells it as well. */
export function Badge({ status }: { status: string }) {
  return <span class={`badge ${TONES[status] ?? "off"}`}>{status}</span>;
}

/** An instant, to the second, in UTC; the exact one stands in the attribute. @param at ISO 8601, or absent. */
export function Time({ at }: { at: string | undefined | null }) {
  if (!at) return <span class="soft">–</span>;
  return (
    <time datetime={at} title={at}>
      {at.slice(0, 10)} {at.slice(11, 19)}
    </time>
  );
}

/** A short word from the page about what has just happened or has to be known. */
export function Note({ tone, children }: { tone?: Tone; children?: Child }) {
  return (
    <div class={`note ${tone ?? ""}`} role={tone === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** What a form has to have changed, field by field; nothing where nothing is wrong. */
export function WrongFields({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <Note tone="bad">
      {errors.map(({ pointer, message }) => (
        <p>
          {pointer.length > 1 && <code>{pointer.slice(1)}</code>} {message}
        </p>
      ))}
    </Note>
  );
}

/** What stands where a list has nothing. */
export function Empty({ children }: { children?: Child }) {
  return <div class="empty">{children}</div>;
}

/** The way to the older part of a list, and back to its beginning. @param next the page's `nextCursor`. */
export function Pages({ query, next }: { query: Readonly<Record<string, string>>; next: string | null }) {
  const { cursor, ...rest } = query;
  if (cursor === undefined && next === null) return null;
  return (
    <nav class="pages" aria-label="Pages">
      {cursor !== undefined && (
        <a class="button" href={`?${new URLSearchParams(rest).toString()}`}>
          Newest
        </a>
      )}
      {next !== null && (
        <a class="button" href={`?${new URLSearchParams({ ...rest, cursor: next }).toString()}`}>
          Older
        </a>
      )}
    </nav>
  );
}

/** Text as it is, in a box that scrolls. @param id unique on its page, where something refers to it. */
export function Code({ id, text }: { id?: string; text: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
    <pre tabindex={0}>
      <code id={id}>{text}</code>
    </pre>
  );
}

/** Text that somebody will want to paste somewhere. @param id unique on its page. */
export function Copyable({ id, text }: { id: string; text: string }) {
  return (
    <div>
      <Code id={id} text={text} />
      <button type="button" data-copy={id} hidden>
        Copy
      </button>
    </div>
  );
}

/** A button that changes something: a form of its own. @param ask what to confirm first, where a script may ask. */
export function Action({
  to,
  ask,
  kind,
  children,
  values,
}: {
  to: string;
  ask?: string;
  kind?: "main" | "danger";
  values?: Readonly<Record<string, string>>;
  children?: Child;
}) {
  return (
    <form method="post" action={to} data-ask={ask}>
      {Object.entries(values ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={kind ?? ""}>
        {children}
      </button>
    </form>
  );
}
