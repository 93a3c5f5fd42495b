-- Where every customer stood on two days: newly won, welcomed, or spending or not with high or low engagement.
SELECT f.customer_id, f.snapshot_id,
       CASE WHEN f.tenure_days <= CAST(@acquisition_days AS integer) THEN 'acquisition'
            WHEN f.occasions = 1 AND f.tenure_days <= CAST(@welcome_days AS integer) THEN 'welcome'
            WHEN f.recency_days <= CAST(@window_days AS integer) THEN CASE WHEN e.days >= CAST(@high_days AS bigint) THEN 'spend_high' ELSE 'spend_low' END
            WHEN e.days >= CAST(@high_days AS bigint) THEN 'no_spend_high'
            ELSE 'no_spend_low' END AS state
FROM customer_feature AS f
LEFT JOIN (SELECT customer_id, snapshot_id, count(*) AS days
           FROM (SELECT a.customer_id, w.snapshot_id, a.day
                 FROM (SELECT customer_id, local_day AS day FROM behaviour
                       WHERE customer_id > 0 AND kind IN ('visit', 'view', 'search', 'favourite', 'cart', 'share') AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
                       UNION ALL
                       SELECT customer_id, local_day AS day FROM talk
                       WHERE customer_id > 0 AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
                       UNION ALL
                       SELECT customer_id, local_day AS day FROM opinion
                       WHERE customer_id > 0 AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))) AS a
                 JOIN (SELECT CAST(@before AS bigint) AS snapshot_id, CAST(@before_day AS date) AS day
                       UNION ALL
                       SELECT CAST(@snapshot AS bigint) AS snapshot_id, CAST(@as_of AS date) AS day) AS w
                   ON a.day <= w.day AND a.day > w.day - CAST(@window_days AS integer)
                 GROUP BY a.customer_id, w.snapshot_id, a.day) AS engaged
           GROUP BY customer_id, snapshot_id) AS e ON e.customer_id = f.customer_id AND e.snapshot_id = f.snapshot_id
WHERE f.snapshot_id IN (CAST(@before AS bigint), CAST(@snapshot AS bigint))
