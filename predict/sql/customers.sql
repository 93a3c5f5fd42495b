-- What is known of each customer of a snapshot, and whether she is in a group.
WITH habit AS (
  SELECT customer_id, count(*) AS orders, count(CASE WHEN local_hour >= 18 OR local_hour < 2 THEN 1 END) AS evening,
         count(CASE WHEN EXTRACT(ISODOW FROM local_day) >= 6 THEN 1 END) AS weekend
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
)
SELECT f.customer_id, f.recency_days, f.tenure_days, f.occasions, f.orders, f.quantity, f.net_minor, f.gross_minor, f.refund_minor, f.discount_minor,
       f.mean_order_minor, f.occasions_window, f.net_window_minor, coalesce(f.province, '') AS province, coalesce(p.gender, '') AS gender,
       coalesce(habit.evening, 0) AS evening, coalesce(habit.weekend, 0) AS weekend, CASE WHEN chosen.customer_id IS NULL THEN 0 ELSE 1 END AS member
FROM customer_feature AS f
LEFT JOIN habit ON habit.customer_id = f.customer_id
LEFT JOIN person AS p ON p.customer_id = f.customer_id
LEFT JOIN {{candidate: customer_id bigint}} AS chosen ON chosen.customer_id = f.customer_id
WHERE f.snapshot_id = CAST(@snapshot AS bigint)
ORDER BY f.customer_id ASC NULLS LAST
