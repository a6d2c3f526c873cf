-- People, and the browsers in which they are signed in. containers.clerk_user_id is the id of an account, or what the
-- operator called the owner of a container made by hand.
CREATE TABLE accounts (
    id         TEXT PRIMARY KEY,          -- usr_…
    handle     TEXT UNIQUE NOT NULL,
    skeleton   TEXT UNIQUE NOT NULL,      -- the handle with look-alike characters made one; two of a kind are refused
    email      TEXT NOT NULL,             -- in lower case; not unique, so that nobody learns whose it is
    password   TEXT,                      -- Argon2id in its usual encoding; null: signs in by other means
    role       TEXT NOT NULL,             -- admin, user
    state      TEXT NOT NULL,             -- active, suspended, leaving
    leaves_at  TEXT,                      -- when a leaving account is removed
    created_at TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1 -- counts changes, for If-Match
);
CREATE INDEX idx_accounts_email ON accounts (email);

CREATE TABLE account_sessions (
    sha256       TEXT PRIMARY KEY,
    id           TEXT UNIQUE NOT NULL,    -- how its owner calls it when they end it
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at   TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at   TEXT NOT NULL,
    user_agent   TEXT NOT NULL,
    address      TEXT NOT NULL
);
CREATE INDEX idx_account_sessions_account ON account_sessions (account_id);
