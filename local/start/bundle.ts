import { buildSync } from "esbuild";

/**
 * One ES module that holds the Worker, as `wrangler deploy` would upload it.
 * @param entry path of the module with the Worker's exports
 */
export function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    minify: true,
    // Keeps class and function names in the stack traces of a minified bundle.
    keepNames: true,
    // Given by the runtime.
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`the bundle of ${entry} is empty`);
  return file.text;
}
