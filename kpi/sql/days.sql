-- Purchases of known customers by local day, after a day.
SELECT local_day, CAST(sum(orders) AS bigint) AS orders, count(*) AS customers, CAST(sum(gross_minor) AS bigint) AS gross_minor
FROM (SELECT customer_id, local_day, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
      FROM purchase
      WHERE customer_id > 0 AND local_day > CAST(@after_day AS date) AND local_day <= CAST(@as_of AS date)
        AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
      GROUP BY customer_id, local_day) AS occasion
GROUP BY local_day
ORDER BY local_day ASC NULLS LAST
