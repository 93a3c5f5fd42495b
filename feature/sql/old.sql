-- The snapshots of a shop scope beyond the newest ones, without those in use.
SELECT snapshot_id
FROM (SELECT snapshot_id, row_number() OVER (ORDER BY snapshot_id DESC NULLS LAST) AS nth
      FROM feature_snapshot WHERE shop_id = CAST(@shop AS bigint)) AS ranked
WHERE nth > CAST(@keep AS bigint)
  AND NOT EXISTS (SELECT 1 FROM (SELECT unnest(CAST(@in_use AS bigint[])) AS used) AS kept WHERE kept.used = ranked.snapshot_id)
ORDER BY snapshot_id ASC NULLS LAST
