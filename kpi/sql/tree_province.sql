-- Buyers, orders and money of three stretches of days by province; a buyer counts where her order first taken in went.
WITH picked AS (
  SELECT customer_id, order_id, gross_minor,
         CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch
  FROM purchase
  WHERE local_day <= CAST(@to_0 AS date)
    AND (local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date)))
    AND (void_day IS NULL OR void_day > CAST(@to_0 AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), buyer AS (
  SELECT customer_id, stretch, min(order_id) AS order_id, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM picked
  GROUP BY customer_id, stretch
)
SELECT buyer.stretch, coalesce(purchase.province, '') AS province, count(*) AS buyers, CAST(sum(buyer.orders) AS bigint) AS orders,
       CAST(0 AS bigint) AS units, CAST(sum(buyer.gross_minor) AS bigint) AS amount_minor
FROM buyer
JOIN purchase ON purchase.customer_id = buyer.customer_id AND purchase.order_id = buyer.order_id
GROUP BY buyer.stretch, coalesce(purchase.province, '')
ORDER BY buyer.stretch ASC NULLS LAST, province ASC NULLS LAST
