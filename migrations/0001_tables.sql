-- The read model and the management data. Append-only: a later change is a later file.
-- Rows written are the bill, so: WITHOUT ROWID where the key is text, and no index without a reader.

CREATE TABLE tenant (
  id             TEXT PRIMARY KEY,
  uid            TEXT UNIQUE,              -- the operator's own name for it, or NULL
  name           TEXT NOT NULL,
  partitions     INTEGER NOT NULL,
  retention_days INTEGER NOT NULL,
  metadata       TEXT NOT NULL,            -- JSON object
  status         TEXT NOT NULL,            -- active | erasing
  config_version INTEGER NOT NULL,         -- +1 with every change that coordinators must see
  pushed_version INTEGER NOT NULL,         -- what every coordinator is known to have
  pruned_at      INTEGER NOT NULL,         -- epoch ms of the last retention pass
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (
  id              TEXT PRIMARY KEY,
  uid             TEXT UNIQUE,
  name            TEXT NOT NULL,
  provider        TEXT NOT NULL,
  status          TEXT NOT NULL,           -- enabled | disabled
  routing         TEXT NOT NULL,           -- JSON {"tenant": "ten_..."} or {"pointer": "/data/metadata/tenant"}
  order_window_ms INTEGER NOT NULL,
  redact          TEXT NOT NULL,           -- JSON array of pointers
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE source_secret (
  source_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  sealed     TEXT NOT NULL,                -- sealed for the row "source:{source_id}"
  expires_at INTEGER,                      -- epoch ms, NULL = stays
  created_at INTEGER NOT NULL,
  PRIMARY KEY (source_id, id)
) WITHOUT ROWID;

CREATE TABLE subscription (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  url             TEXT NOT NULL,
  description     TEXT,
  status          TEXT NOT NULL,           -- enabled | paused | disabled
  disabled_reason TEXT,
  settings        TEXT NOT NULL,           -- JSON: filters, policy, headers, signature, metadata
  secrets         TEXT NOT NULL,           -- JSON [{sealed, expiresAt}], newest first, sealed for "subscription:{id}"
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

-- One row per event with its deliveries folded in. Small columns first: a list reads no body.
CREATE TABLE event (
  tenant_id         TEXT NOT NULL,
  id                TEXT NOT NULL,
  version           INTEGER NOT NULL,      -- the coordinator's revision: an upsert never moves a row back
  source_id         TEXT NOT NULL,
  provider_event_id TEXT NOT NULL,
  type              TEXT NOT NULL,
  categories        TEXT NOT NULL,         -- comma-separated
  stream            TEXT NOT NULL,
  sequence          INTEGER NOT NULL,
  occurred_at       INTEGER,
  received_at       INTEGER NOT NULL,
  late              INTEGER NOT NULL,
  status            TEXT NOT NULL,         -- pending | delivered | failed | unmatched
  undelivered       INTEGER NOT NULL,      -- deliveries that are not "delivered"
  deliveries        TEXT NOT NULL,         -- JSON, one object per delivery, see src/record/folded-delivery.ts
  content_type      TEXT NOT NULL,
  headers           TEXT NOT NULL,         -- JSON object
  body              TEXT,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

-- Costs a row only while something of the event is not delivered.
CREATE INDEX event_undelivered ON event (tenant_id, id) WHERE undelivered > 0;

-- Attempts that a folded delivery has no room for: every one but a lone first success with a short answer.
CREATE TABLE attempt (
  tenant_id       TEXT NOT NULL,
  event_id        TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  number          INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  duration_ms     INTEGER NOT NULL,
  status_code     INTEGER,
  error           TEXT,
  response_body   TEXT,
  replay_id       TEXT,
  PRIMARY KEY (tenant_id, event_id, subscription_id, number)
) WITHOUT ROWID;

-- Learned from the first event whose pointer named a tenant; later events of the stream may not carry it.
CREATE TABLE stream_tenant (
  source_id TEXT NOT NULL,
  stream    TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  PRIMARY KEY (source_id, stream)
) WITHOUT ROWID;

-- Verified events that no tenant was found for. They wait here until somebody assigns them.
CREATE TABLE unrouted (
  source_id         TEXT NOT NULL,
  provider_event_id TEXT NOT NULL,
  id                TEXT NOT NULL UNIQUE,
  reason            TEXT NOT NULL,
  type              TEXT NOT NULL,
  stream            TEXT NOT NULL,
  occurred_at       INTEGER,
  received_at       INTEGER NOT NULL,
  content_type      TEXT NOT NULL,
  headers           TEXT NOT NULL,
  body              TEXT NOT NULL,
  PRIMARY KEY (source_id, provider_event_id)
) WITHOUT ROWID;
