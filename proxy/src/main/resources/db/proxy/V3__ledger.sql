-- Money is whole pico-USD (10^-12 USD), times are ms since the epoch in UTC. Columns are NULL where nothing was told.

-- One row for each call to the model that may cost something. It is `open` before the call may reach the upstream, `trued` once the
-- upstream has told its input, and `settled` for good, in the transaction that moves usage_totals.
CREATE TABLE calls (
    seq                   INTEGER PRIMARY KEY,
    id                    TEXT    NOT NULL UNIQUE,
    message_id            TEXT,
    state                 TEXT    NOT NULL CHECK (state IN ('open', 'trued', 'settled')),
    kind                  TEXT    NOT NULL CHECK (kind IN ('message', 'batch_result')),
    user_id               TEXT    NOT NULL,
    day                   TEXT    NOT NULL,
    opened_at             INTEGER NOT NULL,
    settled_at            INTEGER,
    model                 TEXT    NOT NULL,
    session               TEXT,
    agent                 TEXT,
    parent_agent          TEXT,
    hold_pico             INTEGER NOT NULL,
    cost_pico             INTEGER NOT NULL DEFAULT 0,
    input_tokens          INTEGER NOT NULL DEFAULT 0,
    cache_read_tokens     INTEGER NOT NULL DEFAULT 0,
    cache_write_5m_tokens INTEGER NOT NULL DEFAULT 0,
    cache_write_1h_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens         INTEGER NOT NULL DEFAULT 0,
    web_searches          INTEGER NOT NULL DEFAULT 0,
    service_tier          TEXT,
    speed                 TEXT,
    inference_geo         TEXT,
    iterations            TEXT,
    upstream_request_id   TEXT,
    basis                 TEXT CHECK (basis IN ('exact', 'estimated')),
    unknown_model         INTEGER NOT NULL DEFAULT 0,
    batch                 INTEGER NOT NULL DEFAULT 0,
    repeated              INTEGER NOT NULL DEFAULT 0,
    ending                TEXT,
    status                INTEGER
);
CREATE UNIQUE INDEX calls_by_message ON calls (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX calls_by_user ON calls (user_id, opened_at);
CREATE INDEX calls_unsettled ON calls (seq) WHERE state <> 'settled';
CREATE INDEX calls_unpriced ON calls (seq) WHERE unknown_model = 1;

-- What each user has used, over settled calls: by day ('2026-11-24'), by month ('2026-11') and for 'all' time.
-- The period comes first, so that one day of all users is one stretch of the table.
CREATE TABLE usage_totals (
    period         TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    calls          INTEGER NOT NULL,
    cost_pico      INTEGER NOT NULL,
    estimated_pico INTEGER NOT NULL,
    PRIMARY KEY (period, user_id)
) WITHOUT ROWID;

-- For people: SELECT user_id, model, SUM(cost_usd) FROM api_usage GROUP BY 1, 2
CREATE VIEW api_usage AS
SELECT seq                                           AS id,
       datetime(opened_at / 1000, 'unixepoch')       AS timestamp,
       user_id,
       model,
       input_tokens,
       output_tokens,
       cache_read_tokens,
       cache_write_5m_tokens + cache_write_1h_tokens AS cache_write_tokens,
       cost_pico / 1e12                              AS cost_usd,
       session                                       AS session_id,
       status
FROM calls
WHERE state = 'settled';

-- Limits of users who have some of their own. NULL is no limit, 0 lets nothing through, and enabled = 0 blocks the user.
-- The columns in USD follow those in pico-USD, so the two can never disagree.
CREATE TABLE user_quotas (
    user_id            TEXT PRIMARY KEY,
    daily_limit_usd    REAL GENERATED ALWAYS AS (daily_limit_pico / 1e12) VIRTUAL,
    monthly_limit_usd  REAL GENERATED ALWAYS AS (monthly_limit_pico / 1e12) VIRTUAL,
    enabled            INTEGER NOT NULL DEFAULT 1,
    daily_limit_pico   INTEGER,
    monthly_limit_pico INTEGER
);

-- The limits of everybody else: one row, or none for no limits.
CREATE TABLE default_quota (
    one                INTEGER PRIMARY KEY CHECK (one = 1),
    enabled            INTEGER NOT NULL DEFAULT 1,
    daily_limit_pico   INTEGER,
    monthly_limit_pico INTEGER
);
