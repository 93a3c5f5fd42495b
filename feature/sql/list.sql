-- A page of the customers of a snapshot, filtered and in an order.
SELECT customer_id, first_day, second_day, last_day, recency_days, tenure_days, occasions, orders, quantity,
       gross_minor, refund_minor, net_minor, discount_minor, mean_order_minor, occasions_window, net_window_minor, gap_days,
       stage, stage_since, ladder, r_score, f_score, m_score, province, city
FROM (
SELECT customer_id, first_day, second_day, last_day, recency_days, tenure_days, occasions, orders, quantity,
       gross_minor, refund_minor, net_minor, discount_minor, mean_order_minor, occasions_window, net_window_minor, gap_days,
       stage, stage_since, ladder, r_score, f_score, m_score, coalesce(province, '') AS province, coalesce(city, '') AS city,
  CAST(@direction AS bigint) * CASE CAST(@sort AS varchar)
    WHEN 'last_day' THEN CAST(0 - recency_days AS bigint)
    WHEN 'first_day' THEN CAST(0 - tenure_days AS bigint)
    WHEN 'recency_days' THEN CAST(recency_days AS bigint)
    WHEN 'occasions' THEN CAST(occasions AS bigint)
    WHEN 'orders' THEN CAST(orders AS bigint)
    WHEN 'gross' THEN gross_minor
    WHEN 'net' THEN net_minor
    WHEN 'mean_order' THEN mean_order_minor
    WHEN 'gap_days' THEN CAST(gap_days AS bigint)
    ELSE customer_id END AS sort_key
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint)
  AND (CAST(@any_stage AS boolean) OR stage IN (SELECT unnest(CAST(@stages AS varchar[]))))
  AND (CAST(@any_ladder AS boolean) OR ladder IN (SELECT unnest(CAST(@ladders AS varchar[]))))
  AND (CAST(@r AS integer) = 0 OR r_score = CAST(@r AS integer))
  AND (CAST(@f AS integer) = 0 OR f_score = CAST(@f AS integer))
  AND (CAST(@m AS integer) = 0 OR m_score = CAST(@m AS integer))
  AND customer_id IN (SELECT customer_id FROM {{candidate: customer_id bigint}} AS chosen)
) AS listed
ORDER BY sort_key ASC NULLS LAST, customer_id ASC NULLS LAST
LIMIT CAST(@limit AS bigint) OFFSET CAST(@offset AS bigint)
