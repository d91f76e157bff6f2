/** An RFC 6901 pointer taken apart once: the names on the way from the document's root. */
export type PointerPath = readonly string[];

/** @param pointer checked when the source was saved: empty, or beginning with a slash. */
export function parsePointer(pointer: string): PointerPath {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands there, or undefined. Sees only what is in the document, nothing that JavaScript adds to objects. */
export function valueAt(document: unknown, path: PointerPath): unknown {
  let value = document;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    // An array's own properties are its elements under their canonical index, and its length.
    if (!Object.hasOwn(value, name) || (Array.isArray(value) && name === "length")) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
