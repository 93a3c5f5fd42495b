-- Programmes that are on: one by its number, or those of a shop, the newest first.
SELECT programme_id, shop_id, name, created_at, created_by, changed_at FROM programme
WHERE ended_at IS NULL
  AND (CAST(@programme AS bigint) = 0 OR programme_id = CAST(@programme AS bigint))
  AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
ORDER BY programme_id DESC NULLS LAST
