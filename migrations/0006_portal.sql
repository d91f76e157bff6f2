-- One-time ways into the portal. Only a digest of the token is kept; a row goes when its time is over.
CREATE TABLE portal_link (
  token_digest TEXT PRIMARY KEY,           -- SHA-256, hex
  tenant_id    TEXT NOT NULL,
  role         TEXT NOT NULL,              -- manage | read
  expires_at   INTEGER NOT NULL,           -- epoch ms
  used_at      INTEGER                     -- epoch ms, NULL = not yet
) WITHOUT ROWID;
