-- Segments with their current rule and their newest run: one of them, or all that are (or are not) archived.
SELECT s.segment_id, s.shop_id, s.name, s.kind, s.version, v.rule, s.archived_at, s.created_at, s.actor,
       r.run_id, r.version, r.as_of, r.size, r.entered, r.departed, r.published_at
FROM segment AS s
JOIN segment_version AS v ON v.segment_id = s.segment_id AND v.version = s.version
LEFT JOIN (SELECT segment_id, max(run_id) AS run_id FROM segment_run GROUP BY segment_id) AS n ON n.segment_id = s.segment_id
LEFT JOIN segment_run AS r ON r.run_id = n.run_id
WHERE s.segment_id = CAST(@segment AS bigint)
   OR (CAST(@segment AS bigint) = 0 AND (s.archived_at IS NOT NULL) = CAST(@archived AS boolean))
ORDER BY s.segment_id DESC NULLS LAST
