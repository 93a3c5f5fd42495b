-- The purchase occasions up to a day, each with the first, the one before and the next of its customer, as known on that day.
SELECT customer_id, local_day, ordinal, first_day, before_day, CASE WHEN next_day <= CAST(@as_of AS date) THEN next_day END AS next_day, orders, gross_minor
FROM occasion
WHERE chain_id = CAST(@chain AS bigint) AND local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
UNION ALL
SELECT customer_id, local_day, CAST(row_number() OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS integer) AS ordinal,
       min(local_day) OVER (PARTITION BY customer_id) AS first_day,
       lag(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS before_day,
       lead(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS next_day, orders, gross_minor
FROM (SELECT purchase.customer_id, purchase.local_day, CAST(count(*) AS integer) AS orders, CAST(sum(purchase.gross_minor) AS bigint) AS gross_minor
      FROM occasion_unsettled
      JOIN purchase ON purchase.customer_id = occasion_unsettled.customer_id
      WHERE occasion_unsettled.chain_id = CAST(@chain AS bigint) AND (occasion_unsettled.voided OR CAST(@shop AS bigint) <> 0)
        AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
        AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
      GROUP BY purchase.customer_id, purchase.local_day) AS bought
