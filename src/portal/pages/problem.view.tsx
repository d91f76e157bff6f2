import type { Problem } from "../../platform/problem.ts";

/** What went wrong, and what to do about it. */
export function ProblemPage({ title, problem }: { title: string; problem: Problem }) {
  return (
    <>
      <h1>{title}</h1>
      <p>{problem.message}</p>
      <p class="small soft">
        <code>{problem.code}</code>
      </p>
      <p>
        <a href="/portal">Back to the portal</a>
      </p>
    </>
  );
}
