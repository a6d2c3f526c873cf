-- A container's token counts from its address alone, where that is known. The one before it stays good for a while, so that
-- it can be replaced under a running container.
ALTER TABLE container_tokens ADD COLUMN address TEXT;
ALTER TABLE container_tokens ADD COLUMN previous_sha256 TEXT;
ALTER TABLE container_tokens ADD COLUMN previous_until TEXT;

-- The operator's own, for programs that are in no container.
CREATE TABLE script_tokens (
    id         TEXT PRIMARY KEY,
    sha256     TEXT NOT NULL UNIQUE,
    user_id    TEXT NOT NULL,
    note       TEXT,
    created_at TEXT NOT NULL
);
