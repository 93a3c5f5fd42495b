-- The rows of some customers in a snapshot.
SELECT customer_id, first_day, second_day, last_day, recency_days, tenure_days, occasions, orders, quantity,
       gross_minor, refund_minor, net_minor, discount_minor, mean_order_minor, occasions_window, net_window_minor, gap_days,
       stage, stage_since, ladder, r_score, f_score, m_score, coalesce(province, '') AS province, coalesce(city, '') AS city
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint) AND customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY customer_id ASC NULLS LAST
