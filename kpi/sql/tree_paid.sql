-- Orders placed in three stretches of days and how many of them were paid, and the marks of the reviews.
SELECT stretch, CAST(sum(placed_orders) AS bigint) AS placed_orders, CAST(sum(paid_orders) AS bigint) AS paid_orders,
       CAST(sum(reviews) AS bigint) AS reviews, CAST(sum(score) AS bigint) AS score
FROM (
  SELECT CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch,
         1 AS placed_orders, CASE WHEN paid_at IS NULL THEN 0 ELSE 1 END AS paid_orders, 0 AS reviews, 0 AS score
  FROM placed
  WHERE local_day <= CAST(@to_0 AS date)
    AND (local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date)))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  UNION ALL
  SELECT CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch,
         0 AS placed_orders, 0 AS paid_orders, 1 AS reviews, CAST(score AS integer) AS score
  FROM opinion
  WHERE local_day <= CAST(@to_0 AS date)
    AND (local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date)))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
) AS told
GROUP BY stretch
ORDER BY stretch ASC NULLS LAST
