-- The customers by region, occupation, credit level, shopping time and goods: how many, how many of them new, how many came back, and what they left.
WITH told_now AS (
  SELECT customer_id, name, coalesce(text_value, CAST(CAST(number_value AS bigint) AS varchar)) AS value
  FROM (SELECT customer_id, name, text_value, number_value, row_number() OVER (PARTITION BY customer_id, name ORDER BY since DESC NULLS LAST) AS nth
        FROM told WHERE since <= CAST(@as_of AS date) AND name IN ('occupation', 'credit_level')) AS ranked
  WHERE nth = 1
), sorted AS (
  SELECT 'region' AS part, customer_id, province AS value FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT name AS part, customer_id, value FROM told_now
  UNION ALL
  SELECT 'time' AS part, customer_id, CASE WHEN hour >= 6 AND hour < 12 THEN 'morning' WHEN hour >= 12 AND hour < 18 THEN 'afternoon' WHEN hour >= 18 THEN 'evening' WHEN hour < 6 THEN 'night' END AS value
  FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT 'goods' AS part, customer_id, top_category AS value FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
)
SELECT part, value, count(*) AS customers, count(CASE WHEN ladder = 'new' THEN 1 END) AS newcomers, count(CASE WHEN occasions > 1 THEN 1 END) AS returned,
       CAST(sum(net_minor) AS bigint) AS net_minor
FROM sorted
JOIN customer_feature ON customer_feature.customer_id = sorted.customer_id AND customer_feature.snapshot_id = CAST(@snapshot AS bigint)
WHERE value <> ''
GROUP BY part, value
ORDER BY part ASC NULLS LAST, customers DESC NULLS LAST, value ASC NULLS LAST
