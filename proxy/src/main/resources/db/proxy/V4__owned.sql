-- Who made what at the upstream with the shared key, by the upstream's id. Times are ms since the epoch in UTC.
-- Of batches only, `billing` says how far their results are booked: `due`, `booked`, or `given_up` when the upstream has lost them,
-- and `held_pico` how much of the maker's money was set aside when it was made, in pico-USD; it counts while `billing` is `due`.
CREATE TABLE owned (
    id         TEXT    PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('file', 'batch')),
    user_id    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    billing    TEXT    CHECK (billing IN ('due', 'booked', 'given_up')),
    held_pico  INTEGER CHECK (held_pico >= 0),
    CHECK ((kind = 'batch') = (billing IS NOT NULL)),
    CHECK ((kind = 'batch') = (held_pico IS NOT NULL))
) WITHOUT ROWID;
CREATE INDEX owned_by_user ON owned (user_id, created_at);
