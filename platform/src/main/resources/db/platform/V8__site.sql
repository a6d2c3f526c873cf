-- Why a computer is as it is, and how a start failed: its owner is told. 'found': it came so, nobody asked for it.
ALTER TABLE operations ADD COLUMN cause TEXT NOT NULL DEFAULT 'found';
ALTER TABLE operations ADD COLUMN detail TEXT;
-- How long wakes take, and how often memory ran out, over all handles.
CREATE INDEX idx_operations_kind ON operations (kind, id);
