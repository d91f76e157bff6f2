import { type Classified, classify } from "../catalogue/catalogue.ts";

/** Matches every type. */
export const ANY_TYPE = "*";
/** Ends a pattern that matches one or more further segments. */
export const ANY_REST = ".*";

/** Patterns prepared for matching: lower case throughout, because case does not count. */
export interface CompiledPatterns {
  isAny: boolean;
  exact: ReadonlySet<string>;
  /** With the closing dot, so that `video.media.*` does not match `video.mediaAI.chapters.ready`. */
  prefixes: readonly string[];
}

export function compilePatterns(patterns: readonly string[]): CompiledPatterns {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const pattern of patterns) {
    if (pattern.endsWith(ANY_REST)) {
      prefixes.push(pattern.slice(0, -1).toLowerCase());
      continue;
    }
    exact.add(pattern.toLowerCase());
    // Whoever asks for an alias means the type behind it.
    exact.add(classify(pattern).canonical.toLowerCase());
  }
  return { isAny: patterns.includes(ANY_TYPE), exact, prefixes };
}

/** Whether one of the patterns matches the type, by the name it was received under or by the catalogue's. */
export function matchesPatterns(
  patterns: CompiledPatterns,
  { canonical }: Classified,
  received: string,
): boolean {
  if (patterns.isAny || matchesName(patterns, received)) return true;
  return canonical !== received && matchesName(patterns, canonical);
}

function matchesName(patterns: CompiledPatterns, name: string): boolean {
  const lower = name.toLowerCase();
  if (patterns.exact.has(lower)) return true;
  return patterns.prefixes.some((prefix) => lower.length > prefix.length && lower.startsWith(prefix));
}
