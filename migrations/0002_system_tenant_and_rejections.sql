-- The tenant that Hooklane's own events belong to, see src/operational/system-tenant.ts. Its uid is reserved: a tenant
-- that happens to have it gives it up and is found by its id, or by the uid that it gets here.
UPDATE tenant SET uid = 'system-' || substr(id, -8) WHERE uid = 'system';

INSERT INTO tenant (id, uid, name, partitions, retention_days, metadata, status, config_version, pushed_version,
                    pruned_at, created_at, updated_at)
VALUES ('ten_00000000000000000000system', 'system', 'Hooklane', 1, 30, '{}', 'active', 1, 1,
        0, unixepoch() * 1000, unixepoch() * 1000);

-- What sources have refused lately. A few rows per source: many requests may be summed up in one.
CREATE TABLE rejection (
  source_id  TEXT NOT NULL,
  id         TEXT NOT NULL,                -- rej_..., sorts by time
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL,                -- see src/record/rejection-reasons.ts
  detail     TEXT NOT NULL,                -- for a person
  count      INTEGER NOT NULL,             -- how many requests the row stands for
  headers    TEXT NOT NULL,                -- JSON object
  body_bytes INTEGER,                      -- NULL where it was not read
  body_head  TEXT,                         -- the first 1 KiB of it as text
  PRIMARY KEY (source_id, id)
) WITHOUT ROWID;

-- When the operator was last told that the source refuses what comes; NULL = never.
ALTER TABLE source ADD COLUMN told_rejecting_at INTEGER;
