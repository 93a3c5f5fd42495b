-- Customers by days since their last purchase, in bins; the last bin is open.
SELECT CASE WHEN recency_days >= CAST(@bins AS integer) * CAST(@bin_days AS integer) THEN CAST(@bins AS integer)
            ELSE recency_days / CAST(@bin_days AS integer) END AS bin,
       count(*) AS customers
FROM customer_feature
WHERE snapshot_id = CAST(@snapshot AS bigint)
GROUP BY 1
ORDER BY 1 ASC NULLS LAST
