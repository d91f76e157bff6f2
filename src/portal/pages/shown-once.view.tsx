import { Copyable, Note } from "../parts/parts.view.tsx";

interface ShownOnceProps {
  title: string;
  /** What it is, and what to do with it. */
  hint: string;
  /** A key or a link: on this page and never again. */
  text: string;
  /** The page to go on to. */
  back: string;
}

/** Something that is told once. */
export function ShownOncePage({ title, hint, text, back }: ShownOnceProps) {
  return (
    <>
      <h1>{title}</h1>
      <Note tone="wait">Copy it now: it is not shown again.</Note>
      <Copyable id="once" text={text} />
      <p class="hint">{hint}</p>
      <p>
        <a class="button main" href={back}>
          Done
        </a>
      </p>
    </>
  );
}
