-- Of files, how long they are in bytes and of what media type, as the upstream has told when they were uploaded: a
-- prompt that names one is as long as that. NULL for batches, for files of the model's making, and for those that are
-- older than these columns.
ALTER TABLE owned ADD COLUMN size_bytes INTEGER CHECK (size_bytes >= 0);
ALTER TABLE owned ADD COLUMN media_type TEXT;
