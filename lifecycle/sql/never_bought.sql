-- Who has been known for long and never bought is dormant, too.
INSERT INTO dormancy (customer_id, snapshot_id, state)
SELECT p.customer_id, CAST(@snapshot AS bigint), 'never_bought'
FROM person AS p
LEFT JOIN (SELECT customer_id, min(since) AS since FROM told WHERE name = 'registered' GROUP BY customer_id) AS r ON r.customer_id = p.customer_id
LEFT JOIN customer_feature AS f ON f.customer_id = p.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE f.customer_id IS NULL AND p.customer_id > 0
  AND (r.since <= CAST(@as_of AS date) - CAST(@long_days AS integer) OR p.arrived_at < CAST(@arrived_before AS timestamptz))
  AND (CAST(@shop AS bigint) = 0 OR p.first_shop_id = CAST(@shop AS bigint))
