-- Dormant customers by worth and by cause.
SELECT quality, cause, evidence, count(*) AS customers FROM dormancy_cause WHERE snapshot_id = CAST(@snapshot AS bigint)
GROUP BY quality, cause, evidence ORDER BY quality ASC NULLS LAST, cause ASC NULLS LAST, evidence ASC NULLS LAST
