-- What was done, chained: each row's hash is over the row and the hash before it. Rows are added and never changed; whoever may
-- write the file can drop the triggers, and then the chain tells.
CREATE TABLE audit (
    seq          INTEGER PRIMARY KEY, -- 1, 2, 3 … without gaps
    at           TEXT NOT NULL,
    actor_kind   TEXT NOT NULL,       -- account, operator, system, nobody
    actor_id     TEXT NOT NULL,       -- of the account; empty for everybody else
    actor_handle TEXT,
    address      TEXT NOT NULL,
    action       TEXT NOT NULL,
    target       TEXT NOT NULL,
    before       TEXT NOT NULL,       -- JSON object
    after        TEXT NOT NULL,       -- JSON object
    result       TEXT NOT NULL,       -- ok, denied, failed
    previous     TEXT NOT NULL,       -- hash of the row before; 64 zeros in the first
    hash         TEXT NOT NULL
);
CREATE INDEX idx_audit_actor ON audit (actor_id, seq);
CREATE INDEX idx_audit_action ON audit (action, seq);
CREATE INDEX idx_audit_target ON audit (target, seq);
CREATE INDEX idx_audit_at ON audit (at);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- REPLACE removes a row without asking the trigger on DELETE.
CREATE TRIGGER audit_has_no_gap BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- Where the chain's end was at some times, so that a cut-off tail is found.
CREATE TABLE audit_anchors (
    seq  INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    at   TEXT NOT NULL
);
CREATE TRIGGER audit_anchors_are_not_changed BEFORE UPDATE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_anchors_are_not_deleted BEFORE DELETE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_anchors_are_not_replaced BEFORE INSERT ON audit_anchors
WHEN EXISTS (SELECT 1 FROM audit_anchors WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- Changes that were asked for under a key, and what was answered, for 24 hours.
CREATE TABLE idempotency (
    principal   TEXT NOT NULL,
    method      TEXT NOT NULL,
    path        TEXT NOT NULL,
    key         TEXT NOT NULL,    -- SHA-256 of the key
    fingerprint TEXT NOT NULL,    -- HMAC-SHA-256 of query and body under the key; empty when they may hold a secret
    state       TEXT NOT NULL,    -- begun, kept, done (carried out, the answer is not kept), unknown (the process ended meanwhile)
    status      INTEGER,
    headers     TEXT,             -- JSON object
    body        BLOB,
    created_at  TEXT NOT NULL,
    PRIMARY KEY (principal, method, path, key)
);
CREATE INDEX idx_idempotency_created ON idempotency (created_at);
CREATE INDEX idx_idempotency_principal ON idempotency (principal, created_at);

-- API tokens that accounts made for their programs.
CREATE TABLE program_tokens (
    sha256       TEXT PRIMARY KEY,
    id           TEXT UNIQUE NOT NULL,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL,   -- separated by spaces
    created_at   TEXT NOT NULL,
    last_used_at TEXT,            -- exact to a minute
    expires_at   TEXT             -- null: does not end by itself
);
CREATE INDEX idx_program_tokens_account ON program_tokens (account_id);
