-- Replays: what was asked for, and how far each partition's coordinator has come with it.

CREATE TABLE replay (
  tenant_id       TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  id              TEXT NOT NULL,
  query           TEXT NOT NULL,           -- JSON, see src/match/replay-query.ts
  partitions      INTEGER NOT NULL,        -- how many coordinators work on it
  matched         INTEGER NOT NULL,        -- counted when it was made
  status          TEXT NOT NULL,           -- running | done | cancelled
  created_at      INTEGER NOT NULL,
  finished_at     INTEGER,
  PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

-- Costs a row only while a replay runs: the cron looks for those that a coordinator has not heard of.
CREATE INDEX replay_running ON replay (created_at) WHERE status = 'running';

CREATE TABLE replay_progress (
  tenant_id TEXT NOT NULL,
  replay_id TEXT NOT NULL,
  partition INTEGER NOT NULL,
  opened    INTEGER NOT NULL,              -- deliveries set going again; absolute numbers, so that a report may be repeated
  delivered INTEGER NOT NULL,
  failed    INTEGER NOT NULL,
  skipped   INTEGER NOT NULL,
  is_done   INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, replay_id, partition)
) WITHOUT ROWID;
