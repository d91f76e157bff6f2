import { CREATED_AT, PROVIDER_SECRET, REJECTION, SOURCE, SOURCE_SECRET } from "./things.ts";

const DAY_SECONDS = 86_400;

const named = { uid: "workspace-1", name: "Main workspace", provider: "fastpix" };
const settings = { routing: { pointer: "/data/metadata/tenant" }, redact: ["/data/metadata/email"] };
const secret = { id: SOURCE_SECRET, createdAt: CREATED_AT, expiresAt: null };

/** Sources and what they refuse, by the name of the type. */
export const SOURCE_EXAMPLES = {
  SourceDraft: { ...named, secret: PROVIDER_SECRET, ...settings },
  SourcePatch: { routing: { tenant: "acme" }, orderWindowMs: 2_000 },
  Source: {
    id: SOURCE,
    ...named,
    status: "enabled",
    ...settings,
    orderWindowMs: 1_000,
    ingestUrl: `https://hooks.example.com/ingest/${SOURCE}`,
    secrets: [secret],
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
  },
  SourceSecretDraft: { secret: PROVIDER_SECRET, expireOthersAfterSeconds: DAY_SECONDS },
  SourceSecret: secret,
  Rejection: {
    id: REJECTION,
    sourceId: SOURCE,
    at: "2026-06-02T08:20:11.000Z",
    reason: "signature_mismatch",
    detail: "The signature does not match.",
    count: 4,
    headers: { "content-type": "application/json" },
    bodyBytes: 512,
    bodyHead: '{"type":"video.media.ready"}',
  },
};
