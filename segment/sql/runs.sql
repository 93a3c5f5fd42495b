-- The runs of a segment, the newest first.
SELECT run_id, segment_id, version, as_of, size, entered, departed, published_at FROM segment_run
WHERE segment_id = CAST(@segment AS bigint)
ORDER BY run_id DESC NULLS LAST
