-- The local days on which one customer bought.
SELECT DISTINCT local_day
FROM purchase
WHERE customer_id = CAST(@customer AS bigint) AND local_day <= CAST(@as_of AS date)
  AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
ORDER BY local_day ASC NULLS LAST
