-- Recency, frequency and money of every customer within a window (0 days: lifetime), for rules of one's own.
WITH bought AS (
  SELECT customer_id, local_day, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
    AND (CAST(@window_days AS integer) = 0 OR local_day > CAST(@as_of AS date) - CAST(@window_days AS integer))
  GROUP BY customer_id, local_day
), given_back AS (
  -- Money back of an order that is no purchase any more left the gross with the order.
  SELECT money_back.customer_id, CAST(sum(amount_minor) AS bigint) AS refund_minor
  FROM money_back
  LEFT JOIN purchase ON purchase.customer_id = money_back.customer_id AND purchase.order_id = money_back.order_id
    AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
  WHERE money_back.customer_id > 0 AND money_back.local_day <= CAST(@as_of AS date)
    AND (CAST(@shop AS bigint) = 0 OR money_back.shop_id = CAST(@shop AS bigint))
    AND (CAST(@window_days AS integer) = 0 OR money_back.local_day > CAST(@as_of AS date) - CAST(@window_days AS integer))
    AND (money_back.order_id IS NULL OR purchase.order_id IS NOT NULL)
  GROUP BY money_back.customer_id
), total AS (
  SELECT customer_id, max(local_day) AS last_day, count(*) AS occasions, CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM bought
  GROUP BY customer_id
)
SELECT CAST(CAST(@as_of AS date) - last_day AS integer) AS days, occasions, orders, gross_minor,
       gross_minor - coalesce(refund_minor, 0) AS net_minor
FROM total
LEFT JOIN given_back ON given_back.customer_id = total.customer_id
