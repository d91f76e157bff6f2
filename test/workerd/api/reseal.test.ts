import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { reconcileConfigurations } from "../../../src/manage/push-configuration.ts";
import { resealSecrets } from "../../../src/manage/reseal/reseal-secrets.ts";
import { toBase64 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { apiUnderTest, emptyDatabase, newSubscription, newTenant } from "./api-under-test.ts";

const NEW_KEY = toBase64(new Uint8Array(32).fill(77));
const SOURCE = {
  name: "Workspace",
  provider: "fastpix",
  routing: { pointer: "/data/metadata/tenant" },
  secret: "ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=",
};

beforeEach(emptyDatabase);

async function sealedTexts(): Promise<string> {
  const [sources, subscriptions] = await env.DB.batch([
    env.DB.prepare("SELECT sealed FROM source_secret"),
    env.DB.prepare("SELECT secrets FROM subscription"),
  ]);
  return JSON.stringify([sources?.results, subscriptions?.results]);
}

it("seals every secret with the new key, brings it to the coordinators, and then needs the old key no more", async () => {
  const before = apiUnderTest();
  const tenant = await newTenant(before);
  const { id, secret } = await newSubscription(before, tenant);
  await before.post("/v1/sources", SOURCE);
  const oldId = await before.deps.sealer.keyId();
  const after = apiUnderTest({ sealer: createSealer(NEW_KEY, env.ENCRYPTION_KEY) });
  const newId = await after.deps.sealer.keyId();

  const resealed = await resealSecrets(after.deps, 10);
  const saidTooEarly = after.logged.join().includes("old_key_unused");
  await resealSecrets(after.deps, 10);
  const saidBeforePush = after.logged.join().includes("old_key_unused");
  await reconcileConfigurations(after.deps, 10);
  await resealSecrets(after.deps, 10);

  expect([resealed, saidTooEarly, saidBeforePush]).toEqual([2, false, false]);
  expect(after.logged.join()).toContain("old_key_unused");
  expect(await sealedTexts()).not.toContain(`v1.${oldId}.`);
  expect((await sealedTexts()).split(`v1.${newId}.`)).toHaveLength(3);
  const pushed = after.coordinators.configurations.get(`${tenant}:0`)?.subscriptions[0]?.target.secrets[0];
  expect(pushed && (await createSealer(NEW_KEY).open(pushed.sealed, `subscription:${id}`))).toBe(secret);
});

it("leaves what neither key opens as it is, and says so", async () => {
  const before = apiUnderTest({ sealer: createSealer(toBase64(new Uint8Array(32).fill(1))) });
  await newSubscription(before, await newTenant(before));
  await before.post("/v1/sources", SOURCE);
  const texts = await sealedTexts();
  const after = apiUnderTest({ sealer: createSealer(NEW_KEY, env.ENCRYPTION_KEY) });

  const resealed = await resealSecrets(after.deps, 10);

  expect(resealed).toBe(0);
  expect(await sealedTexts()).toBe(texts);
  expect(after.logged.filter((line) => line.startsWith("warn reseal_failed"))).toHaveLength(2);
  expect(after.logged.join()).not.toContain("old_key_unused");
});
