/** Text from a provider's body as a header can carry it: what it cannot is percent-encoded. */
export function headerSafe(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}
