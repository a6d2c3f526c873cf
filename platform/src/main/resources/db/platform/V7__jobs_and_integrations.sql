-- Work that outlives the process. Times are as everywhere: ISO 8601 in UTC with milliseconds.
CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL,               -- one job of a kind for each key
    payload     TEXT NOT NULL,               -- JSON
    state       TEXT NOT NULL,               -- waiting, running, done, failed, cancelled
    steps       TEXT NOT NULL DEFAULT '{}',  -- JSON: by the step's name when it began and ended, and its result
    attempts    INTEGER NOT NULL DEFAULT 0,  -- failures of the step it is at
    run_at      TEXT NOT NULL,               -- while waiting: not before then
    last_error  TEXT,
    created_at  TEXT NOT NULL,
    finished_at TEXT,
    UNIQUE (kind, key)
);
CREATE INDEX idx_jobs_state ON jobs (state, run_at);

-- Who an account is to somebody else who vouches for it. An e-mail address never connects the two: it proves nothing.
CREATE TABLE identities (
    provider   TEXT NOT NULL,                -- clerk, or oidc:{name}
    subject    TEXT NOT NULL,                -- how the provider calls the person, for ever the same
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    email      TEXT NOT NULL,
    admin      INTEGER NOT NULL DEFAULT 0,   -- whether the provider last said so
    created_at TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX idx_identities_account ON identities (account_id);

-- Whom a provider has deleted: word of their arrival that comes late makes no account.
CREATE TABLE identities_gone (
    provider TEXT NOT NULL,
    subject  TEXT NOT NULL,
    gone_at  TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
);

-- Signed requests that were taken, while their signature would still count.
CREATE TABLE signature_receipts (
    sha256     TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL
);
