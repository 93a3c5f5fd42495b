-- Other segments in use that have this name.
SELECT segment_id FROM segment
WHERE name = CAST(@name AS varchar) AND segment_id <> CAST(@segment AS bigint) AND archived_at IS NULL
ORDER BY segment_id ASC NULLS LAST
LIMIT 1
