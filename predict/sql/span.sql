-- The first and the last day on which customers bought, up to a day.
SELECT min(local_day) AS first_day, max(local_day) AS last_day
FROM purchase
WHERE customer_id > 0 AND local_day <= CAST(@until AS date) AND (void_day IS NULL OR void_day > CAST(@until AS date))
  AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
