import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createSealer } from "../../../src/platform/seal.ts";
import { findIngestSource } from "../../../src/record/ingest-sources.sql.ts";
import {
  type ApiUnderTest,
  apiUnderTest,
  emptyDatabase,
  newTenant,
  ORIGIN,
  START,
} from "./api-under-test.ts";

const SECRET = "ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=";
const OTHER_SECRET = "b3RoZXItZGVtby1zaWduaW5nLWtleS0wMTIzNDU2Nzg=";

beforeEach(emptyDatabase);

/** The secret of a source as it lies in the record, opened. */
async function openSecret(sourceId: string): Promise<{ sealed: string; opened: string }> {
  const stored = await findIngestSource(env.DB, sourceId, START);
  const sealed = stored?.secrets[0]?.sealed;
  if (sealed === undefined) throw new Error("the source has no secret");
  return { sealed, opened: await createSealer(env.ENCRYPTION_KEY).open(sealed, `source:${sourceId}`) };
}

async function newSource({ post }: ApiUnderTest, more: object = {}) {
  const routing = { pointer: "/data/metadata/tenant" };
  return (await post("/v1/sources", { name: "Workspace", provider: "fastpix", routing, ...more })).json;
}

it("creates a source before its secret is known, with the URL that the provider needs", async () => {
  const api = apiUnderTest();

  const answer = await api.post("/v1/sources", {
    name: "Workspace",
    provider: "fastpix",
    routing: { pointer: "/data/metadata/tenant" },
  });

  expect(answer.status).toBe(201);
  expect(answer.json).toEqual({
    id: expect.stringMatching(/^src_/) as unknown,
    uid: null,
    name: "Workspace",
    provider: "fastpix",
    status: "enabled",
    routing: { pointer: "/data/metadata/tenant" },
    orderWindowMs: 1500,
    redact: [],
    ingestUrl: `${ORIGIN}/ingest/${answer.json.id}`,
    secrets: [],
    createdAt: "2026-11-01T12:00:00.000Z",
    updatedAt: "2026-11-01T12:00:00.000Z",
  });
});

it("keeps a secret sealed for its source and never shows it", async () => {
  const api = apiUnderTest();

  const created = await newSource(api, { secret: ` ${SECRET}\n` });

  const { sealed, opened } = await openSecret(created.id);
  expect(sealed).not.toContain(SECRET);
  expect(opened).toBe(SECRET);
  expect(JSON.stringify(created)).not.toContain(SECRET);
  expect(created.secrets).toEqual([
    { id: expect.stringMatching(/^sec_/) as unknown, createdAt: "2026-11-01T12:00:00.000Z", expiresAt: null },
  ]);
  expect(created.warnings).toEqual([expect.stringContaining("Whitespace")]);
});

it.each([["c2hvcnQ="], ["not base64!"], [`whsec_${SECRET}`], [""], [SECRET.slice(0, -1)]])(
  "refuses the secret %j when it is saved",
  async (secret) => {
    const api = apiUnderTest();
    const { id } = await newSource(api);

    const created = await api.post("/v1/sources", {
      name: "W",
      provider: "fastpix",
      routing: { pointer: "/tenant" },
      secret,
    });
    const added = await api.post(`/v1/sources/${id}/secrets`, { secret });

    for (const answer of [created, added]) {
      expect([answer.status, answer.json.code, answer.json.errors[0]?.pointer]).toEqual([
        422,
        "invalid",
        "/secret",
      ]);
    }
  },
);

it("takes a fixed tenant by its uid and names it by its id", async () => {
  const api = apiUnderTest();
  const id = await newTenant(api, { uid: "acme" });

  const source = await newSource(api, { routing: { tenant: "acme" } });

  expect(source.routing).toEqual({ tenant: id });
});

it.each([
  [{ routing: { tenant: "nobody" } }, "/routing/tenant"],
  [{ routing: { pointer: "data/tenant" } }, "/routing/pointer"],
  [{ routing: { pointer: "/data/~2" } }, "/routing/pointer"],
  [{ provider: "mailchimp" }, "/provider"],
  [{ orderWindowMs: 60_001 }, "/orderWindowMs"],
  [{ orderWindowMs: -1 }, "/orderWindowMs"],
  [{ redact: ["data"] }, "/redact/0"],
  [{ status: "disabled" }, "/status"],
])("refuses %j and points at %s", async (wrong, pointer) => {
  const api = apiUnderTest();

  const answer = await newSource(api, wrong);

  expect([answer.status, answer.code]).toEqual([422, "invalid"]);
  expect(answer.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
});

it("changes a source and resets what is null", async () => {
  const api = apiUnderTest();
  const { id } = await newSource(api, {
    uid: "main",
    orderWindowMs: 9,
    redact: ["/data/email"],
    secret: SECRET,
  });

  const changed = await api.patch("/v1/sources/main", { status: "disabled", orderWindowMs: null, uid: null });

  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({
    id,
    uid: null,
    status: "disabled",
    orderWindowMs: 1500,
    redact: ["/data/email"],
  });
  expect((await api.get(`/v1/sources/${id}`)).json).toEqual(changed.json);
});

it("lets the older secrets verify until the time they are given", async () => {
  const api = apiUnderTest();
  const { id, secrets } = await newSource(api, { secret: SECRET });
  api.clock.at += 1_000;

  const added = await api.post(`/v1/sources/${id}/secrets`, {
    secret: OTHER_SECRET,
    expireOthersAfterSeconds: 60,
  });

  expect(added.status).toBe(201);
  const during = await api.get(`/v1/sources/${id}`);
  expect(during.json.secrets).toEqual([added.json, { ...secrets[0], expiresAt: "2026-11-01T12:01:01.000Z" }]);
  api.clock.at += 60_000;
  const after = await api.get(`/v1/sources/${id}`);
  expect(after.json.secrets).toEqual([added.json]);
});

it("keeps the last secret that verifies", async () => {
  const api = apiUnderTest();
  const { id, secrets } = await newSource(api, { secret: SECRET });
  const { json: second } = await api.post(`/v1/sources/${id}/secrets`, { secret: OTHER_SECRET });

  const first = await api.remove(`/v1/sources/${id}/secrets/${secrets[0]?.id}`);
  const last = await api.remove(`/v1/sources/${id}/secrets/${second.id}`);
  const unknown = await api.remove(`/v1/sources/${id}/secrets/${secrets[0]?.id}`);

  expect(first.status).toBe(204);
  expect([last.status, last.json.code]).toEqual([409, "last_secret"]);
  expect(unknown.status).toBe(404);
});

it("forgets a removed source with its secrets and what it learned", async () => {
  const api = apiUnderTest();
  const { id } = await newSource(api, { secret: SECRET });
  await env.DB.prepare(
    "INSERT INTO stream_tenant VALUES (?, 'media:1', 'ten_1'), ('src_2', 'media:1', 'ten_1')",
  )
    .bind(id)
    .run();

  const removed = await api.remove(`/v1/sources/${id}`);

  expect(removed.status).toBe(204);
  expect((await api.get(`/v1/sources/${id}`)).status).toBe(404);
  const left = await env.DB.prepare(
    "SELECT (SELECT count(*) FROM source_secret) AS secrets, (SELECT group_concat(source_id) FROM stream_tenant) AS learned",
  ).first();
  expect(left).toEqual({ secrets: 0, learned: "src_2" });
});
