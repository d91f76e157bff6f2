// A block stands between two comments, which a reader of the rendered page does not see.
const BLOCK = /<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- \/generated -->/g;

/** A document with its blocks brought up to date. */
export interface Replaced {
  text: string;
  /** The blocks that it has, in its order. */
  names: string[];
}

/**
 * Puts the present text into each marked block of a document; all around them stays as it is.
 * @throws Error for a block that nothing generates, and for one whose end is missing
 */
export function replaceBlocks(document: string, blocks: Readonly<Record<string, string>>): Replaced {
  const names: string[] = [];
  const text = document.replaceAll(BLOCK, (_, name: string) => {
    const block = blocks[name];
    if (block === undefined) throw new Error(`nothing generates a block "${name}"`);
    names.push(name);
    return `<!-- generated: ${name} -->\n${block}\n<!-- /generated -->`;
  });
  const begun = document.match(/^<!-- generated: /gm)?.length ?? 0;
  if (begun !== names.length) throw new Error("a generated block has no end");
  return { text, names };
}
