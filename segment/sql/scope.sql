-- A published feature snapshot with the time zone of its shop; of several shops, of the one with the lowest number.
SELECT p.as_of, p.shop_id, p.currency, p.published_at, s.time_zone
FROM feature_published AS p
LEFT JOIN shop_view AS s ON s.shop_id = p.shop_id OR p.shop_id = 0
WHERE p.snapshot_id = @snapshot
ORDER BY s.shop_id ASC NULLS LAST
LIMIT 1
