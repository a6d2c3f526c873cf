-- The original's tables, name for name, so that every query an operator knows goes on working; then ours.
-- Times are ISO 8601 in UTC with milliseconds, so that their order as text is their order in time.

CREATE TABLE containers (
    handle        TEXT PRIMARY KEY,
    clerk_user_id TEXT UNIQUE NOT NULL,
    container_id  TEXT,
    port          INTEGER NOT NULL,
    shell_port    INTEGER NOT NULL,
    status        TEXT    NOT NULL DEFAULT 'provisioning',
    created_at    TEXT,
    last_active   TEXT,
    failure       TEXT, -- why, while status is 'failed'
    token_sha256  TEXT  -- of the token its environment holds towards the proxy
);
CREATE INDEX idx_containers_status ON containers (status);

-- "{handle}-gw" or "{handle}-sh"
CREATE TABLE port_assignments (
    port   INTEGER PRIMARY KEY,
    handle TEXT
);

-- Whose data lies in a handle's folder. Outlives the container, so that nobody else inherits the folder.
CREATE TABLE handle_owners (
    handle        TEXT PRIMARY KEY,
    clerk_user_id TEXT NOT NULL,
    confirmed_at  TEXT, -- when a container of this owner first ran; until then a failure frees the handle again
    released_at   TEXT  -- when the last container was destroyed
);

-- One row: what tells this installation's containers from another's on the same engine.
CREATE TABLE installation (
    id TEXT NOT NULL
);

-- What was begun when, and how it ended; the newest few of each handle.
CREATE TABLE operations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    handle      TEXT NOT NULL,
    kind        TEXT NOT NULL, -- the transitional status: provisioning, starting, stopping, destroying
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT           -- the status it led to, or 'released'
);
CREATE INDEX idx_operations_handle ON operations (handle, id);

-- What the proxy shall know, and whether it has said that it does. A null digest is a revocation.
CREATE TABLE token_grants (
    handle       TEXT PRIMARY KEY,
    sha256       TEXT,
    acknowledged INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE tickets (
    sha256     TEXT PRIMARY KEY,
    handle     TEXT NOT NULL REFERENCES containers (handle) ON DELETE CASCADE,
    expires_at TEXT NOT NULL
);
CREATE INDEX idx_tickets_handle ON tickets (handle);

CREATE TABLE sessions (
    sha256     TEXT PRIMARY KEY,
    handle     TEXT NOT NULL REFERENCES containers (handle) ON DELETE CASCADE,
    expires_at TEXT NOT NULL
);
CREATE INDEX idx_sessions_handle ON sessions (handle);
