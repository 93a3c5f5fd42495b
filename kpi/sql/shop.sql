-- Orders, customers and gross money of known customers up to a day.
SELECT count(*) AS orders, count(DISTINCT customer_id) AS customers, CAST(coalesce(sum(gross_minor), 0) AS bigint) AS gross_minor
FROM purchase
WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
  AND (@shop = 0 OR shop_id = @shop)
