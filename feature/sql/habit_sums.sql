-- The sums from which the shop's share behind each sensitivity is learned (1 price, 2 novelty, 3 brand, 4 category).
SELECT measure, count(*) AS customers, CAST(sum(hits) AS bigint) AS hits, CAST(sum(trials) AS bigint) AS trials,
       sum(CAST(trials AS double precision) * trials) AS trials_squared, sum(CAST(hits AS double precision) * hits / nullif(trials, 0)) AS hits_per_trial
FROM (
  SELECT 1 AS measure, price_hits AS hits, occasions AS trials FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT 2 AS measure, novelty_hits AS hits, novelty_trials AS trials FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT 3 AS measure, brand_hits AS hits, brand_trials AS trials FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
  UNION ALL
  SELECT 4 AS measure, category_hits AS hits, category_trials AS trials FROM habit WHERE snapshot_id = CAST(@snapshot AS bigint)
) AS counted
WHERE trials > 0
GROUP BY measure
ORDER BY measure ASC NULLS LAST
