import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { fromCanonicalBase64, toBase64 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabase,
  newSubscription,
  newTenant,
} from "./api-under-test.ts";

const DAY_MS = 86_400_000;

beforeEach(emptyDatabase);

async function scene(more: object = {}) {
  const api = apiUnderTest();
  const tenant = await newTenant(api);
  const { id, secret } = await newSubscription(api, tenant, more);
  const path = `/v1/tenants/${tenant}/subscriptions/${id}/rotate-secret`;
  return { api, tenant, id, secret, rotate: (draft?: object) => api.post(path, draft) };
}

/** The secrets that the coordinators sign with, newest first, opened. */
async function signingSecrets(api: ApiUnderTest, tenant: string, id: string) {
  const pushed = api.coordinators.configurations.get(`${tenant}:0`)?.subscriptions[0]?.target.secrets ?? [];
  const sealer = createSealer(env.ENCRYPTION_KEY);
  return Promise.all(
    pushed.map(async ({ sealed, expiresAt }) => [await sealer.open(sealed, `subscription:${id}`), expiresAt]),
  );
}

it("shows a new secret once, and both sign for a day", async () => {
  const { api, tenant, id, secret, rotate } = await scene();

  const rotated = await rotate();

  expect(rotated.status).toBe(200);
  expect(rotated.json).toEqual({
    id,
    secret: expect.stringMatching(/^whsec_/) as unknown,
    signingSecrets: 2,
  });
  expect(await signingSecrets(api, tenant, id)).toEqual([
    [rotated.json.secret, null],
    [secret, api.clock.at + DAY_MS],
  ]);
});

it("ends the older secrets at once where no overlap is asked for", async () => {
  const { api, tenant, id, rotate } = await scene();
  await rotate();

  const rotated = await rotate({ overlapSeconds: 0 });

  expect(await signingSecrets(api, tenant, id)).toEqual([[rotated.json.secret, null]]);
});

it("does not lengthen the life of a secret that is on its way out", async () => {
  const { api, tenant, id, secret, rotate } = await scene();
  const first = await rotate({ overlapSeconds: 60 });
  const firstEnd = api.clock.at + 60_000;
  api.clock.at += 1_000;

  await rotate({ overlapSeconds: 600 });

  expect((await signingSecrets(api, tenant, id)).slice(1)).toEqual([
    [first.json.secret, api.clock.at + 600_000],
    [secret, firstEnd],
  ]);
});

it("forgets what has ended", async () => {
  const { api, rotate } = await scene();
  await rotate({ overlapSeconds: 60 });
  api.clock.at += 60_000;

  const rotated = await rotate();

  expect(rotated.json["signingSecrets"]).toBe(2);
});

it("takes a secret of the tenant's own", async () => {
  const { api, tenant, id, rotate } = await scene();
  const own = `whsec_${toBase64(new Uint8Array(24).fill(5))}`;

  const rotated = await rotate({ secret: own });

  expect(rotated.json.secret).toBe(own);
  expect((await signingSecrets(api, tenant, id))[0]).toEqual([own, null]);
});

it.each([
  ["without its prefix", toBase64(new Uint8Array(32))],
  ["of 23 bytes", `whsec_${toBase64(new Uint8Array(23))}`],
  ["of 65 bytes", `whsec_${toBase64(new Uint8Array(65))}`],
  ["without padding", `whsec_${toBase64(new Uint8Array(32)).replace("=", "")}`],
  ["in another alphabet", `whsec_${toBase64(new Uint8Array(32).fill(255)).replaceAll("/", "_")}`],
  ["that is empty", ""],
])("refuses a secret %s", async (_, secret) => {
  const { api, tenant, id, secret: first, rotate } = await scene();

  const refused = await rotate({ secret });

  expect([refused.status, refused.json.errors[0]?.pointer]).toEqual([422, "/secret"]);
  expect(JSON.stringify(refused.json)).not.toContain(secret === "" ? "\u0000" : secret);
  expect(await signingSecrets(api, tenant, id)).toEqual([[first, null]]);
});

it("shows and takes plain base64 where the subscription signs like FastPix", async () => {
  const { api, tenant, id, rotate } = await scene({ signature: "fastpix" });
  const own = toBase64(new Uint8Array(32).fill(5));

  const fresh = await rotate();
  const given = await rotate({ secret: own });

  expect(fromCanonicalBase64(fresh.json.secret)).toHaveLength(32);
  expect(given.json.secret).toBe(own);
  expect((await signingSecrets(api, tenant, id))[0]).toEqual([`whsec_${own}`, null]);
});

it("lets no more than five secrets sign at once", async () => {
  const { rotate } = await scene();
  for (let more = 0; more < 4; more++) await rotate();

  const fifth = await rotate();
  const sharp = await rotate({ overlapSeconds: 0 });

  expect([fifth.status, fifth.json.code]).toEqual([409, "conflict"]);
  expect([sharp.status, sharp.json["signingSecrets"]]).toEqual([200, 1]);
});

it("keeps the old secret where the coordinators cannot be told of the new one", async () => {
  const { api, tenant, id, secret, rotate } = await scene();
  api.coordinators.failing.set(`${tenant}:0`, 2);

  const refused = await rotate({ overlapSeconds: 0 });

  expect([refused.status, refused.json.code]).toEqual([503, "unavailable"]);
  await api.patch(`/v1/tenants/${tenant}/subscriptions/${id}`, { description: "pushed again" });
  expect(await signingSecrets(api, tenant, id)).toEqual([[secret, null]]);
});

it("gives each of two rotations at once a secret that signs, or refuses it", async () => {
  const { api, tenant, id, rotate } = await scene();

  const answers = await Promise.all([rotate(), rotate()]);

  const signing = (await signingSecrets(api, tenant, id)).map(([secret]) => secret);
  const lost = answers.filter(({ status, json }) =>
    status === 200 ? !signing.includes(json.secret) : json.code !== "conflict",
  );
  expect(lost).toEqual([]);
});
