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
