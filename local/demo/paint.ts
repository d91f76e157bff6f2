import { styleText } from "node:util";

// styleText leaves the text plain where NO_COLOR is set or nobody looks at a terminal.
export const good = (text: string) => styleText("green", text);
export const bad = (text: string) => styleText("red", text);
export const quiet = (text: string) => styleText("gray", text);
export const strong = (text: string) => styleText("bold", text);
export const stream = (text: string) => styleText("cyan", text);
export const endpoint = (text: string) => styleText("magenta", text);

/** A heading with a word of explanation beside it. */
export function heading(title: string, note = ""): string {
  return `\n  ${strong(title)}${note === "" ? "" : quiet(`  ${note}`)}\n`;
}

/** `214 ms` or `4.2 s`, whichever a person reads faster. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
