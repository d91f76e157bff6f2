import { buildSync } from "esbuild";

/**
 * One ES module that holds the Worker, as `wrangler deploy` would upload it.
 * @param entry path of the module with the Worker's exports
 * @param own.isReadable leaves names and lines as they are, for a profile
 */
export function bundle(entry: string, { isReadable = false } = {}): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    minify: !isReadable,
    // As wrangler.toml has it: keeping names costs CPU wherever a function is made.
    keepNames: false,
    // Given by the runtime.
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`the bundle of ${entry} is empty`);
  return file.text;
}
