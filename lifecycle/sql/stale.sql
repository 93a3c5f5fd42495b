-- Snapshots whose dormancy goes: the one that is made anew, and those that are no snapshots any more.
SELECT snapshot_id
FROM (SELECT snapshot_id FROM dormancy_run UNION SELECT snapshot_id FROM consumption_period GROUP BY snapshot_id
      UNION SELECT snapshot_id FROM consumption_member GROUP BY snapshot_id) AS kept
WHERE snapshot_id = CAST(@snapshot AS bigint)
   OR NOT EXISTS (SELECT 1 FROM feature_published WHERE feature_published.snapshot_id = kept.snapshot_id)
ORDER BY snapshot_id ASC NULLS LAST
