import { ARROWS, SUFFIX_ARROWS, type Target, WIRING } from "./arrows.ts";
import { DOORS } from "./package-doors.ts";
import { resolveSpecifier } from "./resolve-specifier.ts";

/** One import as it stands in a file under `src`. */
export interface Import {
  /** Path from the folder of the checkout: `src/api/tenants.routes.ts`. */
  importer: string;
  specifier: string;
  typesOnly: boolean;
}

/** Why an import crosses the cut, or undefined where it may stand. */
export function judgeImport(found: Import): string | undefined {
  const specified = resolveSpecifier(found.importer, found.specifier);
  switch (specified.kind) {
    case "package":
      return judgePackage(found.importer, specified.name);
    case "outside":
      return `src stands on its own: ${specified.path} lies outside of it.`;
    case "ours":
      return judgeArrow(found, specified.path);
  }
}

function judgePackage(importer: string, name: string): string | undefined {
  const door = DOORS.find((candidate) => isThrough(candidate.name, name));
  if (!door) return `"${name}" has no row in tools/lint/package-doors.ts.`;
  if (door.openTo.some((ending) => importer.endsWith(ending))) return undefined;
  return `"${name}" comes in only through ${door.openTo.join(", ")}.`;
}

function isThrough(door: string, name: string): boolean {
  return door.endsWith(":") ? name.startsWith(door) : name === door || name.startsWith(`${door}/`);
}

function judgeArrow({ importer, typesOnly }: Import, path: string): string | undefined {
  const from = folderOf(importer);
  const imported = moduleOf(path);
  const importers = WIRING[imported];
  if (importers && !importers.includes(from)) return `${from} may not import ${imported}: it only wires.`;
  if (folderOf(path) === from) return undefined;

  const arrows = arrowsOf(importer, from).filter((target) => isNamedBy(target, imported));
  if (arrows.length === 0) return `${from} may not import ${imported}.`;
  if (typesOnly || arrows.some((target) => target.typesOnly !== true)) return undefined;
  return `${from} may import only types from ${imported}: write "import type".`;
}

function arrowsOf(importer: string, from: string): readonly Target[] {
  const suffixed = Object.entries(SUFFIX_ARROWS).filter(([suffix]) => importer.endsWith(suffix));
  return [...(ARROWS[from] ?? []), ...suffixed.flatMap(([, targets]) => targets)];
}

function isNamedBy({ module }: Target, imported: string): boolean {
  if (module.endsWith("*")) return imported.startsWith(module.slice(0, -1));
  return imported === module || imported.startsWith(`${module}/`);
}

// `src/api/tenants.routes.ts` -> `api`, `src/app.ts` -> `app`
function folderOf(path: string): string {
  return moduleOf(path).split("/", 1).join("");
}

// `src/api/tenants.routes.ts` -> `api/tenants.routes`
function moduleOf(path: string): string {
  return path.replace(/^src\//, "").replace(/\.tsx?$/, "");
}
