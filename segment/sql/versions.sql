-- The versions of a segment's rule, the newest first.
SELECT version, rule, created_at, actor FROM segment_version
WHERE segment_id = @segment
ORDER BY version DESC NULLS LAST
