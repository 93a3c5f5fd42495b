-- The first and the last local day with an order, in one shop or in all, up to a day.
SELECT first_day, last_day FROM (
  SELECT min(local_day) AS first_day, max(local_day) AS last_day
  FROM orders WHERE (shop_id = CAST(@shop AS bigint) OR CAST(@shop AS bigint) = 0) AND local_day <= CAST(@until AS date)
) AS d WHERE first_day IS NOT NULL
