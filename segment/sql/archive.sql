-- A segment goes out of use.
UPDATE segment SET archived_at = CAST(@archived_at AS timestamptz)
WHERE segment_id = CAST(@segment AS bigint) AND archived_at IS NULL
