// A file with such a name has no subject, so everything ends up in it.
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "misc",
  "manager",
  "managers",
  "shared",
]);

/** Why a file may not be called this, or undefined where the name says what is inside. */
export function judgeName(path: string): string | undefined {
  const words = (path.split("/").at(-1) ?? "").split(/[.-]/);
  const empty = words.find((word) => EMPTY_WORDS.has(word));
  if (empty === undefined) return undefined;
  return `"${empty}" does not say what is in this file: name it by its subject or its verb.`;
}
