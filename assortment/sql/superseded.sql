-- Snapshots that a new one replaces, and those of a kind and shop beyond the newest few.
SELECT snapshot_id
FROM (SELECT snapshot_id, as_of, days, row_number() OVER (ORDER BY snapshot_id DESC NULLS LAST) AS nth
      FROM product_snapshot WHERE kind = @kind AND shop_id = CAST(@shop AS bigint)) AS ranked
WHERE nth > CAST(@keep AS bigint) OR (as_of = CAST(@as_of AS date) AND days = CAST(@days AS integer))
ORDER BY snapshot_id ASC NULLS LAST
