-- How many people have which habit, by part; a sensitivity by tenths, 0 to 9.
SELECT part, name, count(*) AS customers
FROM (
  SELECT 'phase' AS part, phase AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT 'browsing' AS part, browsing_type AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND browsing_type IS NOT NULL
  UNION ALL
  SELECT 'service' AS part, service_type AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND service_type IS NOT NULL
  UNION ALL
  SELECT 'hour' AS part, CAST(preferred_hour AS varchar) AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND preferred_hour IS NOT NULL
  UNION ALL
  SELECT 'weekday' AS part, CAST(preferred_weekday AS varchar) AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND preferred_weekday IS NOT NULL
  UNION ALL
  SELECT 'month_part' AS part, CAST(preferred_month_part AS varchar) AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND preferred_month_part IS NOT NULL
  UNION ALL
  SELECT 'new' AS part, 'all' AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND new_traits IS NOT NULL
  UNION ALL
  SELECT 'new' AS part, 'random' AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND new_traits LIKE '%random%'
  UNION ALL
  SELECT 'new' AS part, 'try_out' AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND new_traits LIKE '%try_out%'
  UNION ALL
  SELECT 'new' AS part, 'low_quality' AS name FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND new_traits LIKE '%low_quality%'
  UNION ALL
  SELECT 'price' AS part, CAST(CAST(floor(10 * least(price_sensitivity, 0.999999)) AS integer) AS varchar) AS name
  FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND price_sensitivity IS NOT NULL
  UNION ALL
  SELECT 'novelty' AS part, CAST(CAST(floor(10 * least(novelty_sensitivity, 0.999999)) AS integer) AS varchar) AS name
  FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND novelty_sensitivity IS NOT NULL
  UNION ALL
  SELECT 'brand' AS part, CAST(CAST(floor(10 * least(brand_loyalty, 0.999999)) AS integer) AS varchar) AS name
  FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND brand_loyalty IS NOT NULL
  UNION ALL
  SELECT 'category' AS part, CAST(CAST(floor(10 * least(category_loyalty, 0.999999)) AS integer) AS varchar) AS name
  FROM customer_habit WHERE snapshot_id = CAST(@snapshot AS bigint) AND category_loyalty IS NOT NULL
) AS counted
GROUP BY part, name
ORDER BY part ASC NULLS LAST, name ASC NULLS LAST
