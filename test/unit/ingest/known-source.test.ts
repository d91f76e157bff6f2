import { expect, it } from "vitest";
import { liveSecrets, openSource } from "../../../src/ingest/known-source.ts";
import type { Sealer } from "../../../src/platform/seal.ts";
import type { IngestSource } from "../../../src/record/ingest-sources.sql.ts";
import { OTHER_SECRET, recordingLog, SECRET, sourceOf, testSealer } from "./builders.ts";

/** A row with these secrets, a sealer that counts what it opens, and a log. */
async function rowWith(...secrets: string[]) {
  const sealer = testSealer();
  const opened: string[] = [];
  const counting: Sealer = {
    keyId: () => sealer.keyId(),
    seal: (secret, row) => sealer.seal(secret, row),
    open: (sealed, row) => {
      opened.push(row);
      return sealer.open(sealed, row);
    },
  };
  const sealed = await Promise.all(secrets.map((secret) => sealer.seal(secret, "source:src_1")));
  const row: IngestSource = {
    id: "src_1",
    provider: "fastpix",
    status: "enabled",
    orderWindowMs: 1_500,
    secrets: sealed.map((text, index) => ({ id: `sec_${index + 1}`, sealed: text, expiresAt: null })),
    routing: { pointer: "/data/metadata/a~1b" },
  };
  return { row, opened, deps: { sealer: counting, log: recordingLog() } };
}

it("opens every secret and takes the pointer apart", async () => {
  const { row, deps } = await rowWith(SECRET, OTHER_SECRET);

  const source = await openSource(row, null, deps);

  expect(source.secrets.map(({ id }) => id)).toEqual(["sec_1", "sec_2"]);
  expect(source.unreadableSecrets).toBe(0);
  expect(source.routing).toEqual({ pointer: ["data", "metadata", "a/b"] });
});

it("keeps the keys that it knows and opens only what is new", async () => {
  const { row, opened, deps } = await rowWith(SECRET, OTHER_SECRET);
  const [first, second] = row.secrets;
  const before = await openSource({ ...row, secrets: first ? [first] : [] }, null, deps);
  opened.length = 0;

  const after = await openSource(row, before, deps);

  expect(opened).toHaveLength(1);
  expect(after.secrets[0]?.key).toBe(before.secrets[0]?.key);
  expect(after.secrets[1]?.id).toBe(second?.id);
});

it("takes over a new end of a secret that it knows", async () => {
  const { row, deps } = await rowWith(SECRET);
  const before = await openSource(row, null, deps);
  const ending = row.secrets.map((secret) => ({ ...secret, expiresAt: 100 }));

  const after = await openSource({ ...row, secrets: ending }, before, deps);

  expect(liveSecrets(after, 99)).toHaveLength(1);
  expect(liveSecrets(after, 100)).toHaveLength(0);
});

it("goes on without a secret that does not open, counts it and says which", async () => {
  const { row, deps } = await rowWith(SECRET, OTHER_SECRET);
  const foreign = await deps.sealer.seal(SECRET, "source:src_another");
  const secrets = row.secrets.map((secret, index) => (index === 0 ? { ...secret, sealed: foreign } : secret));

  const source = await openSource({ ...row, secrets }, null, deps);

  expect(source.secrets.map(({ id }) => id)).toEqual(["sec_2"]);
  expect(source.unreadableSecrets).toBe(1);
  expect(deps.log.lines).toMatchObject([{ what: "secret_unreadable", fields: { secretId: "sec_1" } }]);
  expect(JSON.stringify(deps.log.lines)).not.toContain(SECRET);
});

it("makes the undecoded keys once, when first asked", async () => {
  const { row, opened, deps } = await rowWith(SECRET);
  const source = await openSource(row, null, deps);
  opened.length = 0;

  const first = await source.undecodedKeys();
  const again = await source.undecodedKeys();

  expect(opened).toHaveLength(1);
  expect(again).toBe(first);
});

it("throws for a provider that this deployment does not know", async () => {
  const { row, deps } = await rowWith();

  await expect(openSource({ ...row, provider: "toString" }, null, deps)).rejects.toThrow(
    'provider "toString"',
  );
});

it("lets a secret verify until the very moment that it expires", async () => {
  const source = await sourceOf();
  const ending = { ...source, secrets: source.secrets.map((secret) => ({ ...secret, expiresAt: 10 })) };

  expect([9, 10, 11].map((now) => liveSecrets(ending, now).length)).toEqual([1, 0, 0]);
});
