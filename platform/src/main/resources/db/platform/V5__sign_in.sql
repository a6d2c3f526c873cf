-- What proves that people are who they say, and what keeps others from guessing it.
ALTER TABLE accounts ADD COLUMN totp_secret TEXT;        -- base32; null: no second factor
ALTER TABLE accounts ADD COLUMN totp_pending TEXT;       -- shown to its owner, and not yet confirmed by a code
ALTER TABLE accounts ADD COLUMN totp_step INTEGER;       -- the newest step (RFC 6238) of which a code was taken; none is taken twice
ALTER TABLE accounts ADD COLUMN last_seen_at TEXT;       -- exact to a minute
ALTER TABLE accounts ADD COLUMN reset_requested_at TEXT; -- a reset that waits for the operator, because no mail can be sent
ALTER TABLE accounts ADD COLUMN leaving_by TEXT;         -- owner, admin: who deleted it; the owner can take back only their own
CREATE INDEX idx_accounts_leaves ON accounts (leaves_at) WHERE leaves_at IS NOT NULL;

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    sha256     TEXT NOT NULL,
    PRIMARY KEY (account_id, sha256)
);

CREATE TABLE passkeys (
    id            TEXT PRIMARY KEY,          -- how its owner calls it
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    credential_id TEXT UNIQUE NOT NULL,      -- base64url
    credential    TEXT NOT NULL,             -- attested credential data (WebAuthn §6.5.1), base64url
    sign_count    INTEGER NOT NULL,
    verified      INTEGER NOT NULL,          -- whether the person was verified when it was made
    eligible      INTEGER NOT NULL,          -- whether it may be copied to other devices
    backed_up     INTEGER NOT NULL,          -- whether it is
    name          TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    last_used_at  TEXT
);
CREATE INDEX idx_passkeys_account ON passkeys (account_id);

-- Links with which a password is set, each once.
CREATE TABLE reset_links (
    sha256     TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    made_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX idx_reset_links_account ON reset_links (account_id);

-- Failures since the last success, by digest of what was typed as the name, whether or not anybody has it, or of an account
-- whose password is known already and whose code is being guessed.
CREATE TABLE sign_in_failures (
    sha256   TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  TEXT NOT NULL
);
CREATE INDEX idx_sign_in_failures_last ON sign_in_failures (last_at);

-- At most one row: the digest of the code that makes its first user admin.
CREATE TABLE setup_code (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sha256 TEXT NOT NULL
);
