-- What coordinators count in memory and write about once a minute, never per event.

-- One row per subject, interval, partition and life of its coordinator: absolute counts, so that writing a row again
-- changes nothing. Rolled up after a day and deleted with the tenant's retention.
CREATE TABLE statistic (
  tenant_id   TEXT NOT NULL,
  subject     TEXT NOT NULL,               -- a subscription's id, or "category:" and a category
  interval    INTEGER NOT NULL,            -- epoch ms of its beginning
  partition   INTEGER NOT NULL,            -- -1 = rolled up over all partitions
  incarnation INTEGER NOT NULL,            -- epoch ms at which the coordinator was built; 0 = rolled up
  accepted    INTEGER NOT NULL,
  duplicates  INTEGER NOT NULL,
  delivered   INTEGER NOT NULL,
  failed      INTEGER NOT NULL,
  retried     INTEGER NOT NULL,
  within_10   INTEGER NOT NULL,            -- attempts by duration: up to 10 ms, above that up to 25 ms, and so on
  within_25   INTEGER NOT NULL,
  within_50   INTEGER NOT NULL,
  within_100  INTEGER NOT NULL,
  within_175  INTEGER NOT NULL,
  within_250  INTEGER NOT NULL,
  within_500  INTEGER NOT NULL,
  within_750  INTEGER NOT NULL,
  within_1000 INTEGER NOT NULL,
  within_2500 INTEGER NOT NULL,
  within_5000 INTEGER NOT NULL,
  within_10000 INTEGER NOT NULL,
  within_25000 INTEGER NOT NULL,
  longer      INTEGER NOT NULL,
  duration_sum INTEGER NOT NULL,           -- ms of all attempts together
  PRIMARY KEY (tenant_id, subject, interval, partition, incarnation)
) WITHOUT ROWID;

-- What each coordinator says of itself, and its counts since its tenant was made. The row of the tenant '' keeps the
-- counts of tenants that are gone: a counter that fell would look like a restart.
CREATE TABLE coordinator_status (
  tenant_id             TEXT NOT NULL,
  partition             INTEGER NOT NULL,
  incarnation           INTEGER NOT NULL,
  at                    INTEGER NOT NULL,  -- epoch ms of the report
  open_events           INTEGER NOT NULL,
  oldest_undelivered_at INTEGER,           -- when the oldest event with an unsettled delivery was received
  open_breakers         INTEGER NOT NULL,
  unrecorded            INTEGER NOT NULL,  -- events that the record does not have as they are
  oldest_unrecorded_at  INTEGER,           -- when the oldest event that the record does not have at all was received
  accepted    INTEGER NOT NULL,
  duplicates  INTEGER NOT NULL,
  delivered   INTEGER NOT NULL,
  failed      INTEGER NOT NULL,
  retried     INTEGER NOT NULL,
  within_10   INTEGER NOT NULL,
  within_25   INTEGER NOT NULL,
  within_50   INTEGER NOT NULL,
  within_100  INTEGER NOT NULL,
  within_175  INTEGER NOT NULL,
  within_250  INTEGER NOT NULL,
  within_500  INTEGER NOT NULL,
  within_750  INTEGER NOT NULL,
  within_1000 INTEGER NOT NULL,
  within_2500 INTEGER NOT NULL,
  within_5000 INTEGER NOT NULL,
  within_10000 INTEGER NOT NULL,
  within_25000 INTEGER NOT NULL,
  longer      INTEGER NOT NULL,
  duration_sum INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, partition)
) WITHOUT ROWID;

-- Requests to /ingest that brought no event into a coordinator, summed up over all isolates.
CREATE TABLE ingest_count (
  result TEXT PRIMARY KEY,
  count  INTEGER NOT NULL
) WITHOUT ROWID;
