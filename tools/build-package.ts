// `npm run build`: what other programs import, as JavaScript with declarations, in dist/package.
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const OUT = "dist/package";
const ENTRIES = ["src/client/client.ts", "src/receiver/receiver.ts"];
const RELATIVE_IMPORT = /(from "\.{1,2}\/[^"]+)\.ts"/g;

rmSync(OUT, { recursive: true, force: true });

buildSync({
  entryPoints: ENTRIES,
  outdir: OUT,
  entryNames: "[name]",
  bundle: true,
  format: "esm",
  // Node 20, and what browsers and Workers have had for years.
  target: "es2022",
  // They run everywhere: whatever a platform has of its own would stop this build here.
  platform: "neutral",
  logLevel: "warning",
});

const tsc = spawnSync("tsc", ["-p", "tsconfig.package.json"], { stdio: "inherit" });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

// The compiler leaves the sources' extension in declarations; what is published has no such files.
for (const file of globSync("**/*.d.ts", { cwd: OUT })) {
  const path = join(OUT, file);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(RELATIVE_IMPORT, '$1.js"'));
}
console.log(`${ENTRIES.length} modules in ${OUT}`);
