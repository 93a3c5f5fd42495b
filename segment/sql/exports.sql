-- When the members of each segment were taken out last.
SELECT segment_id, max(exported_at) AS exported_at FROM segment_export
GROUP BY segment_id
ORDER BY segment_id ASC NULLS LAST
