-- Who made what at the upstream with the shared key, by the upstream's id. Times are ms since the epoch in UTC.
-- Of batches only, `billing` says how far their results are booked: `due`, `booked`, or `given_up` when the upstream has lost them.
CREATE TABLE owned (
    id         TEXT    PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('file', 'batch')),
    user_id    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    billing    TEXT    CHECK (billing IN ('due', 'booked', 'given_up')),
    CHECK ((kind = 'batch') = (billing IS NOT NULL))
) WITHOUT ROWID;
CREATE INDEX owned_by_user ON owned (user_id, created_at);
