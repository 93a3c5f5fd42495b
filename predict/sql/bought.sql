-- Who bought after a day, until another.
SELECT DISTINCT customer_id
FROM purchase
WHERE customer_id > 0 AND local_day > CAST(@after AS date) AND local_day <= CAST(@until AS date)
  AND (void_day IS NULL OR void_day > CAST(@until AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
ORDER BY customer_id ASC NULLS LAST
