-- One token for each container, by the handle of its owner. Only the digest is kept: who reads this file can spend nothing.
CREATE TABLE container_tokens (
    handle     TEXT PRIMARY KEY,
    sha256     TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
);
