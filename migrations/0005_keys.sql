-- Keys of tenants, and the answers to POSTs that carried an Idempotency-Key.

-- The key itself is nowhere: 256 bits of chance need no slow hash, and the hash finds the row.
CREATE TABLE tenant_key (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  hash         TEXT NOT NULL UNIQUE,       -- SHA-256 of the key, hex
  role         TEXT NOT NULL,              -- manage | read
  name         TEXT,
  last_four    TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER,                    -- epoch ms, to the hour: a write per hour of use, not per request
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE idempotency (
  owner       TEXT NOT NULL,               -- operator, or the id of the tenant whose key was used
  scope       TEXT NOT NULL,               -- the tenant as the path names it, or empty
  key         TEXT NOT NULL,
  fingerprint TEXT NOT NULL,               -- SHA-256 of method, path and body, hex
  run_id      TEXT NOT NULL,               -- whose run of the request this row is
  started_at  INTEGER NOT NULL,
  answer      TEXT,                        -- sealed for "idempotency:{owner}:{scope}:{key}"; NULL while under way
  PRIMARY KEY (owner, scope, key)
) WITHOUT ROWID;

-- Read by the cron that forgets answers after a day.
CREATE INDEX idempotency_started ON idempotency (started_at);
