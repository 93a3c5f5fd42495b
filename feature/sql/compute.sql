-- One row per customer who bought: counts, money, stage, ladder and scores as of a day.
INSERT INTO feature (customer_id, snapshot_id, first_day, second_day, last_day, recency_days,
  occasions, orders, quantity, gross_minor, refund_minor, discount_minor, occasions_window, net_window_minor,
  stage_code, stage_since, ladder_code, r_score, f_score, m_score, province, city)
WITH total AS MATERIALIZED (
  SELECT customer_id, min(local_day) AS first_day, max(local_day) AS last_day, count(*) AS orders, CAST(sum(quantity) AS bigint) AS quantity,
         CAST(sum(gross_minor) AS bigint) AS gross_minor, CAST(sum(discount_minor) AS bigint) AS discount_minor,
         CAST(sum(CASE WHEN local_day > CAST(@as_of AS date) - CAST(@rfm_days AS integer) THEN gross_minor ELSE 0 END) AS bigint) AS gross_window
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), occasion AS (
  SELECT customer_id, local_day, max(order_id) AS last_order
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), rhythm AS (
  SELECT occasion.customer_id, count(*) AS occasions, min(CASE WHEN local_day > first_day THEN local_day END) AS second_day,
         max(CASE WHEN local_day = last_day THEN last_order END) AS last_order,
         count(CASE WHEN local_day > CAST(@as_of AS date) - CAST(@rfm_days AS integer) THEN 1 END) AS occasions_window
  FROM occasion
  JOIN total ON total.customer_id = occasion.customer_id
  GROUP BY occasion.customer_id
), given_back AS (
  -- Money back of an order that is no purchase any more left the gross with the order.
  SELECT money_back.customer_id, sum(amount_minor) AS refund_minor,
         sum(CASE WHEN money_back.local_day > CAST(@as_of AS date) - CAST(@rfm_days AS integer) THEN amount_minor ELSE 0 END) AS refund_window
  FROM money_back
  LEFT JOIN purchase ON purchase.customer_id = money_back.customer_id AND purchase.order_id = money_back.order_id
    AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
  WHERE money_back.customer_id > 0 AND money_back.local_day <= CAST(@as_of AS date)
    AND (CAST(@shop AS bigint) = 0 OR money_back.shop_id = CAST(@shop AS bigint))
    AND (money_back.order_id IS NULL OR purchase.order_id IS NOT NULL)
  GROUP BY money_back.customer_id
), customer AS MATERIALIZED (
  SELECT total.customer_id, first_day, last_day, second_day, last_order, occasions, occasions_window,
         CAST(CAST(@as_of AS date) - last_day AS integer) AS recency_days,
         orders, quantity, gross_minor, discount_minor, CAST(coalesce(refund_minor, 0) AS bigint) AS refund_minor,
         CAST(CASE WHEN occasions_window > 0 THEN gross_window - coalesce(refund_window, 0) ELSE 0 END AS bigint) AS net_window_minor
  FROM total
  JOIN rhythm ON rhythm.customer_id = total.customer_id
  LEFT JOIN given_back ON given_back.customer_id = total.customer_id
), placed AS (
  SELECT customer_id, order_id, province, city FROM purchase WHERE province IS NOT NULL OR city IS NOT NULL
), spread AS (
  SELECT 1 AS measure, CAST(0 - recency_days AS bigint) AS amount, count(*) AS customers FROM customer GROUP BY recency_days
  UNION ALL
  SELECT 2 AS measure, CAST(occasions_window AS bigint) AS amount, count(*) AS customers FROM customer GROUP BY occasions_window
  UNION ALL
  SELECT 3 AS measure, net_window_minor AS amount, count(*) AS customers FROM customer GROUP BY net_window_minor
), ranked AS (
  SELECT measure, amount, sum(customers) OVER (PARTITION BY measure) AS everybody,
         sum(customers) OVER (PARTITION BY measure ORDER BY amount ASC NULLS LAST ROWS UNBOUNDED PRECEDING) - customers AS worse
  FROM spread
), cut AS (
  -- The least amount that earns each score, by rank-min: 1 + (5 * worse) / everybody.
  SELECT min(CASE WHEN measure = 1 AND 5 * worse >= everybody THEN amount END) AS r2,
         min(CASE WHEN measure = 1 AND 5 * worse >= 2 * everybody THEN amount END) AS r3,
         min(CASE WHEN measure = 1 AND 5 * worse >= 3 * everybody THEN amount END) AS r4,
         min(CASE WHEN measure = 1 AND 5 * worse >= 4 * everybody THEN amount END) AS r5,
         min(CASE WHEN measure = 2 AND 5 * worse >= everybody THEN amount END) AS f2,
         min(CASE WHEN measure = 2 AND 5 * worse >= 2 * everybody THEN amount END) AS f3,
         min(CASE WHEN measure = 2 AND 5 * worse >= 3 * everybody THEN amount END) AS f4,
         min(CASE WHEN measure = 2 AND 5 * worse >= 4 * everybody THEN amount END) AS f5,
         min(CASE WHEN measure = 3 AND 5 * worse >= everybody THEN amount END) AS m2,
         min(CASE WHEN measure = 3 AND 5 * worse >= 2 * everybody THEN amount END) AS m3,
         min(CASE WHEN measure = 3 AND 5 * worse >= 3 * everybody THEN amount END) AS m4,
         min(CASE WHEN measure = 3 AND 5 * worse >= 4 * everybody THEN amount END) AS m5
  FROM ranked
)
SELECT customer.customer_id, CAST(@snapshot AS bigint), first_day, second_day, last_day, recency_days,
  CAST(occasions AS integer), CAST(orders AS integer), customer.quantity, customer.gross_minor, refund_minor, customer.discount_minor,
  CAST(occasions_window AS integer), net_window_minor,
  CASE WHEN recency_days <= CAST(@bound_1 AS integer) THEN 1
       WHEN recency_days <= CAST(@bound_2 AS integer) THEN 2
       WHEN recency_days <= CAST(@bound_3 AS integer) THEN 3
       WHEN recency_days <= CAST(@bound_4 AS integer) THEN 4
       WHEN recency_days <= CAST(@bound_5 AS integer) THEN 5
       ELSE 6 END,
  CASE WHEN recency_days <= CAST(@bound_1 AS integer) THEN last_day
       WHEN recency_days <= CAST(@bound_2 AS integer) THEN last_day + CAST(@bound_1 AS integer) + 1
       WHEN recency_days <= CAST(@bound_3 AS integer) THEN last_day + CAST(@bound_2 AS integer) + 1
       WHEN recency_days <= CAST(@bound_4 AS integer) THEN last_day + CAST(@bound_3 AS integer) + 1
       WHEN recency_days <= CAST(@bound_5 AS integer) THEN last_day + CAST(@bound_4 AS integer) + 1
       ELSE last_day + CAST(@bound_5 AS integer) + 1 END,
  CASE WHEN occasions >= 5 AND recency_days <= CAST(@bound_3 AS integer) THEN 3
       WHEN recency_days > CAST(@bound_4 AS integer) THEN 5
       WHEN recency_days > CAST(@bound_2 AS integer) THEN 4
       WHEN occasions = 1 THEN 1
       ELSE 2 END,
  1 + CASE WHEN 0 - recency_days >= r5 THEN 4 WHEN 0 - recency_days >= r4 THEN 3 WHEN 0 - recency_days >= r3 THEN 2 WHEN 0 - recency_days >= r2 THEN 1 ELSE 0 END,
  1 + CASE WHEN occasions_window >= f5 THEN 4 WHEN occasions_window >= f4 THEN 3 WHEN occasions_window >= f3 THEN 2 WHEN occasions_window >= f2 THEN 1 ELSE 0 END,
  1 + CASE WHEN net_window_minor >= m5 THEN 4 WHEN net_window_minor >= m4 THEN 3 WHEN net_window_minor >= m3 THEN 2 WHEN net_window_minor >= m2 THEN 1 ELSE 0 END,
  province, city
FROM customer
CROSS JOIN cut
LEFT JOIN placed ON placed.customer_id = customer.customer_id AND placed.order_id = customer.last_order
