import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A folder with a program that has installed the package, and nothing of the checkout but Hono. */
export interface Packed {
  dir: string;
  /** Paths in the tarball. */
  files: string[];
  write(name: string, text: string): string;
  /** Runs a program in this folder. @throws Error with what it has written where it fails */
  run(program: string, args: readonly string[]): Promise<string>;
  remove(): void;
}

// As large as an example needs it; the real one is not worth a dependency.
const EXPRESS = `import { createServer } from "node:http";
export default function express() {
  const routes = new Map();
  return {
    post(path, ...steps) { routes.set(path, steps); },
    listen(port, host) {
      createServer(async (request, response) => {
        response.status = (code) => { response.statusCode = code; return response; };
        const [first, last] = routes.get(request.url) ?? [];
        await first(request, response, () => last(request, response));
      }).listen(port, host);
    },
  };
}
express.raw = () => async (request, response, next) => {
  request.body = Buffer.concat(await Array.fromAsync(request));
  await next();
};
`;

/** Packs the checkout as for publishing, and unpacks it where a program would have it. */
export async function packPackage(): Promise<Packed> {
  const dir = mkdtempSync(join(tmpdir(), "hooklane-packed-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", dir], { cwd: ROOT });
  const [{ filename, files }] = parsePackList(stdout);
  await run("tar", ["-xzf", filename], { cwd: dir });
  const modules = join(dir, "node_modules");
  mkdirSync(join(modules, "express"), { recursive: true });
  cpSync(join(dir, "package"), join(modules, "hooklane"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules/hono"), join(modules, "hono"));
  const write = (name: string, text: string) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  write("package.json", '{ "type": "module" }');
  write("node_modules/express/package.json", '{ "type": "module", "main": "index.js" }');
  write("node_modules/express/index.js", EXPRESS);
  return {
    dir,
    files: files.map(({ path }) => path),
    write,
    run: async (program, args) => (await run(program, args, { cwd: dir })).stdout,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The TypeScript examples of a page that use the package, in its order. */
export function examplesOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, code]) => code ?? "")
    .filter((code) => code.includes('from "hooklane/'));
}

interface PackList {
  filename: string;
  files: { path: string }[];
}

// The build writes a line before the list.
function parsePackList(stdout: string): [PackList] {
  return JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [PackList];
}
