-- Who is let into which computer. A session of a computer's host belongs to the site's session from which it was opened, and
-- ends with it; one from a link that the operator printed belongs to nobody.
ALTER TABLE tickets ADD COLUMN account_id TEXT;
ALTER TABLE tickets ADD COLUMN site_session TEXT;
ALTER TABLE tickets ADD COLUMN rights TEXT NOT NULL DEFAULT 'owner';
ALTER TABLE tickets ADD COLUMN knock TEXT; -- digest of the cookie of the browser it is for; null: whoever has the link

ALTER TABLE sessions ADD COLUMN id TEXT;
ALTER TABLE sessions ADD COLUMN account_id TEXT;
ALTER TABLE sessions ADD COLUMN site_session TEXT;
ALTER TABLE sessions ADD COLUMN rights TEXT NOT NULL DEFAULT 'owner';
ALTER TABLE sessions ADD COLUMN created_at TEXT;
UPDATE sessions SET id = 'hos_' || lower(hex(randomblob(8)));
CREATE UNIQUE INDEX idx_sessions_id ON sessions (id);

-- Whom an owner has invited. Goes with the computer: who comes to a handle later has invited nobody.
CREATE TABLE people (
    handle     TEXT NOT NULL REFERENCES containers (handle) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    rights     TEXT NOT NULL, -- viewer, editor
    invited_at TEXT NOT NULL,
    PRIMARY KEY (handle, account_id)
);
CREATE INDEX idx_people_account ON people (account_id);
