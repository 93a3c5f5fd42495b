-- Known people who had bought nothing by a day: those who had placed an order
-- (prospects), and those of whom we know no more than that they exist (suspects).
SELECT CAST(coalesce(sum(CASE WHEN o.customer_id IS NULL THEN 1 ELSE 0 END), 0) AS bigint) AS suspects,
       CAST(coalesce(sum(CASE WHEN o.customer_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS bigint) AS prospects
FROM person AS p
LEFT JOIN (SELECT customer_id FROM placed
           WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (@shop = 0 OR shop_id = @shop)
           GROUP BY customer_id) AS o ON o.customer_id = p.customer_id
LEFT JOIN customer_feature AS f ON f.customer_id = p.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE f.customer_id IS NULL
  AND (o.customer_id IS NOT NULL OR p.arrived_at < CAST(@until AS timestamptz))
  AND (@shop = 0 OR p.first_shop_id = @shop OR o.customer_id IS NOT NULL)
