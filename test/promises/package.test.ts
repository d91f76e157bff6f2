import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examplesOf, packPackage, type Packed } from "../support/packed.ts";
import { waitFor } from "../support/wait-for.ts";

const TSC = join(import.meta.dirname, "../../node_modules/.bin/tsc");
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"id":"e-1","type":"video.media.ready","data":{"playbackIds":[{"id":"p-1"}]}}';
// What both modules may weigh in somebody's program, minified and gzipped.
const MOST_BYTES = 8 * 1024;

// Serves what an example exports, as its platform would.
const HOST = `import { createServer } from "node:http";
const example = await import(process.argv[2]);
const answer = example.POST ?? ((request) => example.default.fetch(request, process.env));
if (example.POST || example.default) createServer(async (incoming, outgoing) => {
  const body = Buffer.concat(await Array.fromAsync(incoming));
  const request = new Request("http://x" + incoming.url, { method: "POST", headers: incoming.headers, body });
  const response = await answer(request);
  outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
}).listen(Number(process.env.PORT), "127.0.0.1");
`;

let packed: Packed;
beforeAll(async () => {
  packed = await packPackage();
});
afterAll(() => packed.remove());

it("carries the two modules with their types, and nothing of the router", () => {
  const { files } = packed;

  expect(files).toEqual(expect.arrayContaining(["dist/package/client.js", "dist/package/receiver.js"]));
  expect(files.filter((path) => /^(src|test|tools|local|bench|migrations)\//.test(path))).toEqual([]);
});

it("is imported by plain JavaScript", async () => {
  const program = packed.write(
    "plain.mjs",
    `import { createClient } from "hooklane/client";
     import { verify } from "hooklane/receiver";
     console.log(typeof createClient({ url: "http://127.0.0.1", key: "k" }).listEvents, typeof verify);`,
  );

  expect(await packed.run(process.execPath, [program])).toBe("function function\n");
});

it("is bundled for a browser, small and with nothing of Node", () => {
  const contents = 'export * from "hooklane/client"; export * from "hooklane/receiver";';
  const stdin = { contents, resolveDir: packed.dir };

  const { outputFiles } = buildSync({
    stdin,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
  });

  const text = outputFiles[0]?.text ?? "";
  expect(/node:|process\.|\bBuffer\b/.exec(text)?.[0]).toBeUndefined();
  expect(gzipSync(text).length).toBeLessThan(MOST_BYTES);
});

it.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])(
  "compiles in a strict program with module %s, its declarations included",
  async (module, moduleResolution) => {
    packed.write("express.d.ts", 'declare module "express";');
    const sources = [...examplesOf("docs/client.md"), ...examplesOf("docs/receiving.md").filter(isWeb)].map(
      (code, at) => packed.write(`compiled-${at}.ts`, `${code}\nexport {};\n`),
    );
    const options = [
      "--ignoreConfig",
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--target",
      "es2022",
    ];
    const types = ["--types", "", "--lib", "es2023,dom,dom.iterable,dom.asynciterable"];
    const globals = packed.write(
      "globals.d.ts",
      "declare const process: { env: Record<string, string | undefined> };",
    );

    const args = [
      TSC,
      ...options,
      ...types,
      "--module",
      module,
      "--moduleResolution",
      moduleResolution,
      globals,
      ...sources,
    ];

    expect(sources.length).toBeGreaterThan(2);
    expect(await packed.run(process.execPath, args)).toBe("");
  },
);

describe("the examples for tenants", () => {
  const servers = examplesOf("docs/receiving.md").filter((code) => !code.includes("createInbox"));
  const children: ChildProcess[] = [];
  afterAll(async () => {
    await Promise.all(
      children.map(async (child) => {
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
      }),
    );
  });

  it("are one for each kind of server", () => {
    expect(servers.map(kindOf)).toEqual(["node", "hono", "express", "next"]);
  });

  it.each(servers.map((code) => [kindOf(code), code]))(
    "take what is signed and nothing else: %s",
    async (kind, code) => {
      const port = await freePort();
      const example = packed.write(`${kind}.ts`, code);
      const env = { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) };
      children.push(
        spawn(process.execPath, [packed.write("host.mjs", HOST), example], {
          cwd: packed.dir,
          env,
          stdio: ["ignore", "ignore", "inherit"],
        }),
      );
      const url = `http://127.0.0.1:${port}/fastpix`;
      await waitFor("the example listens", () =>
        post(url, BODY).then(
          () => true,
          () => undefined,
        ),
      );

      expect(await post(url, BODY)).toBe(204);
      expect(await post(url, BODY.replace("ready", "failed"))).toBe(401);
    },
  );
});

/** Posts a body with the signature of BODY; the status. */
async function post(url: string, body: string): Promise<number> {
  const at = new Date();
  const headers = {
    "content-type": "application/json",
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(SECRET).sign("evt_1", at, BODY),
  };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

// Those that need no types of Node or Hono.
function isWeb(code: string): boolean {
  return kindOf(code) === "next" || code.includes("createInbox");
}

function kindOf(code: string): string {
  if (code.includes('"express"')) return "express";
  if (code.includes('"hono"')) return "hono";
  return code.includes("node:http") ? "node" : "next";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
