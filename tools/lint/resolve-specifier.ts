/** What an import names. Paths start at the folder of the checkout. */
export type Specified =
  | { kind: "ours"; path: string }
  | { kind: "outside"; path: string }
  | { kind: "package"; name: string };

/** Works out what `specifier` means in the file `importer`; everything that is not under `src` is outside. */
export function resolveSpecifier(importer: string, specifier: string): Specified {
  if (!specifier.startsWith(".")) return { kind: "package", name: specifier };
  const path = walk(importer.split("/").slice(0, -1), specifier.split("/"));
  return path.startsWith("src/") ? { kind: "ours", path } : { kind: "outside", path };
}

function walk(folder: readonly string[], steps: readonly string[]): string {
  const place = [...folder];
  for (const step of steps) {
    if (step === "..") place.pop();
    else if (step !== ".") place.push(step);
  }
  return place.join("/");
}
