import { CREATED_AT, KEY, KEY_TEXT, OCCURRED_AT, SETTLED_AT, TENANT } from "./things.ts";

const draft = { name: "Acme Academy", uid: "acme", retentionDays: 30, metadata: { plan: "gold" } };

const key = {
  id: KEY,
  tenantId: TENANT,
  role: "read",
  name: "Dashboard",
  lastFour: KEY_TEXT.slice(-4),
  createdAt: CREATED_AT,
  lastUsedAt: null,
};

/** Tenants, their keys and the links into their portal, by the name of the type. */
export const TENANT_EXAMPLES = {
  TenantDraft: draft,
  TenantPatch: { retentionDays: 90, metadata: null },
  Tenant: {
    id: TENANT,
    ...draft,
    partitions: 1,
    repartitioning: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
  },
  Erasure: {
    tenantId: TENANT,
    since: SETTLED_AT,
    events: 1_240,
    attempts: 0,
    oldestEventAt: OCCURRED_AT,
    oldestAttemptAt: null,
  },
  KeyDraft: { role: key.role, name: key.name },
  Key: key,
  CreatedKey: { ...key, key: KEY_TEXT },
  PortalLinkDraft: { role: key.role, expiresInSeconds: 600 },
  PortalLink: {
    url: `https://hooks.example.com/portal/enter/${"0123456789abcdef".repeat(4)}`,
    expiresAt: "2026-05-04T09:22:30.250Z",
  },
};
