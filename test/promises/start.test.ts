import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { readRunning } from "../../local/start/running.ts";
import { startWithEntry } from "../support/faulty-product.ts";
import { endLife, newLife, startProduct, type Life, type Product } from "../support/product.ts";
import { OK, startReceiver } from "../support/receiver.ts";
import { openScene } from "../support/scene.ts";
import { waitFor } from "../support/wait-for.ts";

const FAILS_WITHIN_MS = 20_000;
const ANSWERS_WITHIN_MS = 2000;
const ROOT = join(import.meta.dirname, "../..");

function useLife(env: Readonly<Record<string, string>> = {}): Life {
  const life = newLife(env);
  onTestFinished(() => endLife(life));
  return life;
}

async function useProduct(life: Life): Promise<Product> {
  const product = await startProduct(life);
  onTestFinished(() => product.kill());
  return product;
}

/** A start that is expected to fail: its exit code and what it says. */
function failToStart(
  life: Life,
  env: Readonly<Record<string, string>> = {},
): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["local/start.ts"], {
    cwd: ROOT,
    env: { ...process.env, PORT: "0", HOOKLANE_STATE: life.stateDir, ...life.env, ...env },
    encoding: "utf8",
    // One that starts after all is ended, and so fails its test.
    timeout: FAILS_WITHIN_MS,
  });
  return { status, stderr };
}

async function isServing(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(
    () => true,
    () => false,
  );
}

it("makes keys at the first start, keeps them for its owner only, and never prints them", async () => {
  const life = useLife({ ADMIN_KEY: "", ENCRYPTION_KEY: "" });
  const path = join(life.stateDir, "keys.env");

  const first = await useProduct(life);
  const made = parseEnv(readFileSync(path, "utf8"));
  await first.stop();
  const second = await useProduct(life);
  const headers = { authorization: `Bearer ${made["ADMIN_KEY"]}` };
  const answer = await fetch(`${second.url}/v1/tenants`, { headers });

  expect(answer.status).toBe(200);
  expect(parseEnv(readFileSync(path, "utf8"))).toEqual(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(first.output()).toContain(path);
  for (const key of Object.values(made)) expect(first.output() + second.output()).not.toContain(key);
});

it("refuses a state folder that another router uses, and names it", async () => {
  const life = useLife();
  const product = await useProduct(life);

  const { status, stderr } = failToStart(life);

  expect(status).toBe(1);
  expect(stderr).toBe(
    `hooklane: the state folder ${life.stateDir} is in use by process ${product.pid} (${product.url}): stop it first, or set HOOKLANE_STATE\n`,
  );
  expect(await isServing(product.url)).toBe(true);
});

it("says in one line that its port is taken", async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());

  const { status, stderr } = failToStart(useLife(), { PORT: new URL(receiver.url).port });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^hooklane: the port is in use: [^\n]+\n$/);
});

it.each([
  [
    "an ENCRYPTION_KEY of the wrong form",
    { ENCRYPTION_KEY: "c2hvcnQ=" },
    /ENCRYPTION_KEY .* must be base64 of 32/,
  ],
  [
    "an ADMIN_KEY that no header can carry",
    { ADMIN_KEY: "two words" },
    /ADMIN_KEY must be printable ASCII without spaces/,
  ],
  ["a PORT that is none", { PORT: "http" }, /PORT must be a number/],
  [
    "a state folder that cannot be written",
    { HOOKLANE_STATE: "/dev/null/state" },
    /cannot be written \(ENOTDIR\)/,
  ],
  [
    "a database for new tenants that there is not",
    { RECORD_DATABASES: "RECORD_1", NEW_TENANTS_IN: "RECORD_2" },
    /NEW_TENANTS_IN names RECORD_2, which is not in RECORD_DATABASES/,
  ],
  ["a LOG_LEVEL that does not exist", { LOG_LEVEL: "loud" }, /LOG_LEVEL must be debug, info, warn or silent/],
])("says in one line what is wrong with %s", (_name, env: Record<string, string>, words) => {
  const { status, stderr } = failToStart(useLife(), env);

  expect(status).toBe(1);
  expect(stderr).toMatch(words);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

it("refuses a key that its secrets were not sealed with", async () => {
  const life = useLife();
  await (await useProduct(life)).stop();

  const { status, stderr } = failToStart(life, { ENCRYPTION_KEY: randomBytes(32).toString("base64") });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^hooklane: ENCRYPTION_KEY is not the one that [^\n]+\n$/);
});

it("refuses to go on where an applied migration was edited", async () => {
  const life = useLife();
  await (await useProduct(life)).stop();
  const path = join(life.stateDir, "migrations.json");
  const history = readFileSync(path, "utf8").replace(/"[0-9a-f]{64}"/, `"${"0".repeat(64)}"`);
  writeFileSync(path, history);

  const { status, stderr } = failToStart(life);

  expect(status).toBe(1);
  expect(stderr).toMatch(/^hooklane: migration 0001_tables\.sql was edited after it was applied: [^\n]+\n$/);
});

it("answers what it has begun before it ends on SIGTERM, and leaves nothing behind", async () => {
  const life = useLife();
  const product = await useProduct(life);
  const scene = await openScene(product.api);
  onTestFinished(() => scene.close());
  const slow = await scene.subscribe(() => ({ kind: "delay", ms: 1000, next: OK }));
  const path = `/v1/tenants/${scene.tenant}/subscriptions/${slow.subscription.id}/test`;

  const attempt = product.api.post(path);
  await waitFor("the request to be under way", () => slow.receiver.deliveries.length === 1);
  const exitCode = await product.stop();

  expect(await attempt).toMatchObject({ statusCode: 204 });
  expect(exitCode).toBe(0);
  expect(existsSync(join(life.stateDir, "running.json"))).toBe(false);
});

it("ends on SIGTERM also while the Worker spins and a cron trigger waits for it", async () => {
  const life = useLife();
  const product = await startWithEntry(life, "fetching.worker.ts");
  onTestFinished(() => product.kill());

  const spinning = fetch(`${product.url}/?spin`).catch(() => "cut off");
  await waitFor("nothing to be answered any more", async () => !(await isServing(product.url)));
  process.kill(product.pid, "SIGUSR2");
  const exitCode = await product.stop();

  expect(exitCode).toBe(0);
  expect(await spinning).toBe("cut off");
});

it("takes workerd along when its own process is killed, and starts on the same folder again", async () => {
  const life = useLife();
  const product = await useProduct(life);

  process.kill(product.pid, "SIGKILL");
  await waitFor("nobody to answer any more", async () => !(await isServing(product.url)));
  const next = await useProduct(life);

  expect(await isServing(next.url)).toBe(true);
});

it("comes back at the same address when workerd dies", async () => {
  const life = useLife();
  const product = await useProduct(life);
  const runtimePid = () => readRunning(life.stateDir)?.runtimePid ?? 0;
  const first = runtimePid();

  process.kill(first, "SIGKILL");
  const second = await waitFor("another workerd", () => runtimePid() !== first && runtimePid());

  expect(await isServing(product.url)).toBe(true);
  expect(product.output()).toContain('"what":"runtime_restarted"');
  process.kill(product.pid, "SIGKILL");
  await waitFor(`workerd ${second} to be taken along`, async () => !(await isServing(product.url)));
});

it("ends in order when the npm that started it is asked to end", async () => {
  const life = useLife();
  const env = { ...process.env, PORT: "0", HOOKLANE_STATE: life.stateDir, ...life.env };
  const npm = spawn("npm", ["start"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  onTestFinished(() => void npm.kill("SIGKILL"));
  let output = "";
  npm.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = await waitFor("the address", () => /Address\s+(http:\S+)/.exec(output)?.[1]);

  npm.kill("SIGTERM");
  await waitFor("nobody to answer any more", async () => !(await isServing(url)));

  // The folder is free again only when the router itself has come to its end.
  const next = await waitFor("the folder to be free", () => startProduct(life));
  onTestFinished(() => next.kill());
  expect(output).not.toContain("Error");
});
