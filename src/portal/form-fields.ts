/** The fields of a form as a browser sends them: one value each, or several. A missing one is empty. */
export interface FormFields {
  text(name: string): string;
  all(name: string): string[];
}

/** The lines of a text field that have something in them. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What stands for an empty field in the API's drafts. */
export function orNull(text: string): string | null {
  return text === "" ? null : text;
}

/** A number as typed; what is none stays text, so that the draft's schema refuses it and nothing is made up. */
export function numberOrText(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** The same, for a field that may be empty. */
export function numberOrNull(text: string): number | string | null {
  return text === "" ? null : numberOrText(text);
}
