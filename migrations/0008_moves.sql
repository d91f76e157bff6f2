-- Streams move to other partitions when a tenant's number of partitions changes: docs/decisions/0034.

ALTER TABLE tenant ADD COLUMN layout_version INTEGER NOT NULL DEFAULT 0;    -- config_version that brought `partitions`; 0 = made with it
ALTER TABLE tenant ADD COLUMN partitions_before INTEGER;                    -- while streams move; NULL = none does
ALTER TABLE tenant ADD COLUMN moving_since INTEGER;                         -- epoch ms
ALTER TABLE tenant ADD COLUMN moves_held INTEGER NOT NULL DEFAULT 0;        -- 1 = a replay runs, and nothing moves
ALTER TABLE tenant ADD COLUMN most_partitions INTEGER NOT NULL DEFAULT 0;   -- that it ever had before: they are erased with it

-- Replays that keep a tenant's streams where they are: a replay's own row may be in another database.
CREATE TABLE replay_hold (
  tenant_id  TEXT NOT NULL,
  replay_id  TEXT NOT NULL,
  created_at INTEGER NOT NULL,                                              -- epoch ms
  PRIMARY KEY (tenant_id, replay_id)
) WITHOUT ROWID;
INSERT INTO replay_hold (tenant_id, replay_id, created_at)
SELECT tenant_id, id, created_at FROM replay WHERE status = 'running';

-- How many streams a partition has yet to give away. All at 0 = the move is over, and the rows go.
CREATE TABLE move_progress (
  tenant_id      TEXT NOT NULL,
  layout_version INTEGER NOT NULL,
  partition      INTEGER NOT NULL,
  streams_left   INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, layout_version, partition)
) WITHOUT ROWID;
